package dev.kiln.billing.statement;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kiln.billing.query.InvalidParameter;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class EntryCursorTest {

    @ParameterizedTest
    @CsvSource({"1, 1", "101, 4", "9223372036854775807, 32767"})
    void readsWhatItWrote(long bookingId, int line) {
        EntryCursor cursor = new EntryCursor(bookingId, line);

        assertThat(EntryCursor.of(cursor.text())).isEqualTo(cursor);
    }

    @Test
    void needsNoEscapingInALink() {
        assertThat(new EntryCursor(Long.MAX_VALUE, 32767).text()).matches("[A-Za-z0-9_-]{14}");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "1",
                "101.4",
                "AAAAAAAAAGUAA",
                "AAAAAAAAAGUAAQA",
                "AAAAAAAAAGUAA=",
                "AAAAAAAAAGUA Q",
                "AAAAAAAAAAAAAQ",
                "AAAAAAAAAGUAAA",
                "_________2UAAQ",
                "AAAAAAAAAGX__w",
                "AAAAAAAAAGUAAR",
                "ÄÄÄÄÄÄÄÄÄÄÄÄÄÄ"
            })
    void refusesWhatItDidNotWrite(String text) {
        assertThatThrownBy(() -> EntryCursor.of(text))
                .asInstanceOf(InstanceOfAssertFactories.type(InvalidParameter.class))
                .extracting(InvalidParameter::parameter)
                .isEqualTo("cursor");
    }
}
