package dev.kiln.dispatcher.kie;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

class ApiKeyTest {

    @Test
    void isNeverPrinted() {
        assertThat(new ApiKey("top-secret")).asString().doesNotContain("top-secret");
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(strings = {"", " ", "two words", "line\nfeed", "k\u00e9y"})
    void aKeyThatCannotStandInAHeaderIsRefusedWithoutBeingShown(String value) {
        assertThatThrownBy(() -> new ApiKey(value))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("an account's API key");
    }
}
