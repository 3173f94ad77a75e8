package dev.kiln.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import java.math.BigDecimal;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CreditsTest {

    @Test
    void addsFractionsExactly() {
        Credits sum = Credits.ZERO;
        for (int second = 0; second < 10; second++) {
            sum = sum.plus(Credits.of("2.8"));
        }

        assertThat(sum).isEqualTo(Credits.of(28)).hasToString("28");
        assertThat(Credits.of("3.5").times(3)).hasToString("10.5");
        assertThat(Credits.of("0.1").plus(Credits.of("0.2"))).hasToString("0.3");
        assertThat(Credits.of("2.8").minus(Credits.of("3.5"))).hasToString("-0.7");
        assertThat(Credits.of("-0.7").negated()).hasToString("0.7");
    }

    @Test
    void isEqualHoweverItIsWritten() {
        assertThat(Credits.of("3.500")).isEqualTo(Credits.of("3.5")).hasSameHashCodeAs(Credits.of("3.5"));
        assertThat(Credits.of(new BigDecimal("1E+2")))
                .isEqualTo(Credits.of(100))
                .hasToString("100");
        assertThat(Credits.of("-0.0")).isEqualTo(Credits.ZERO).hasToString("0");
    }

    @ParameterizedTest
    @ValueSource(strings = {"2.8001", "1e3", "+1", ".5", "5.", "2,8", "", " 1", "NaN", "0x1", "100000000000", "١"})
    void readsNothingButPlainDecimals(String text) {
        assertThatThrownBy(() -> Credits.of(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("credits");
    }

    @Test
    void neverRounds() {
        assertThatThrownBy(() -> Credits.of(new BigDecimal("0.0001"))).hasMessageContaining("three decimal places");
        assertThatThrownBy(() -> Credits.of(new BigDecimal("1E-999999999")))
                .hasMessageContaining("three decimal places");
    }

    @Test
    void isBounded() {
        Credits most = Credits.of("99999999999.999");

        assertThat(most).hasToString("99999999999.999");
        assertThatThrownBy(() -> most.plus(Credits.of("0.001"))).hasMessageContaining("10^11");
        assertThatThrownBy(() -> most.times(2)).hasMessageContaining("10^11");
        assertThatThrownBy(() -> Credits.of(new BigDecimal("1E+999999999"))).hasMessageContaining("10^11");
    }

    @Test
    void isOrdered() {
        assertThat(Credits.of("2.8")).isLessThan(Credits.of("3.5")).isGreaterThan(Credits.of("-3"));
        assertThat(Credits.of("-0.001").isNegative()).isTrue();
        assertThat(Credits.ZERO.isNegative()).isFalse();
        assertThat(Credits.ZERO.isZero()).isTrue();
    }

    @Test
    void isWorthHalfACentEach() {
        assertThat(Credits.of("3.5").inUsDollars()).isEqualByComparingTo("0.0175");
        assertThat(Credits.of(1000).inUsDollars()).isEqualByComparingTo("5");
    }

    @Test
    void isAStringInJson() throws JsonProcessingException {
        assertThat(ContractJson.mapper().writeValueAsString(Credits.of("3.50"))).isEqualTo("\"3.5\"");
        assertThat(ContractJson.mapper().readValue("\"2.8\"", Credits.class)).isEqualTo(Credits.of("2.8"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"2.8", "28", "2.8001", "1e30", "true", "[\"2.8\"]", "{}"})
    void isNothingButAStringInJson(String json) {
        assertThatThrownBy(() -> ContractJson.mapper().readValue(json, Credits.class))
                .isInstanceOf(JsonProcessingException.class);
    }
}
