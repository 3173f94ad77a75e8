package dev.kiln.stack.deadletter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LetterIdTest {
    @Test
    void isReadAsItIsWritten() {
        var id = new LetterId("kiln.generation.requests.dispatcher.dlq", 0, 12345678901L);
        assertThat(LetterId.parse(id.toString())).isEqualTo(id);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "t", "t/0", "/0/1", "t/0/1/2", "t/x/1", "t/0/-1", "t/99999999999/1", "t/0/1e3", "t/0/ 1"})
    void saysWhatAnIdLooksLike(String text) {
        assertThatThrownBy(() -> LetterId.parse(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("kiln.generation.requests.dispatcher.dlq/0/17");
    }
}
