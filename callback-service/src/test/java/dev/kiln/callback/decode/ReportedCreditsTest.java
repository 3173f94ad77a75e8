package dev.kiln.callback.decode;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.kiln.contract.Credits;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ReportedCreditsTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{'consumeCredits':100}|100",
                "{'consumeCredits':0}|0",
                "{'consumeCredits':2.8}|2.8",
                "{'consumeCredits':2.800}|2.8",
                "{'consumeCredits':'3.5'}|3.5",
                "{'creditsConsumed':0.8}|0.8",
                "{'creditsConsumed':1E+2}|100",
                "{'consumeCredits':null,'creditsConsumed':7}|7",
                "{'consumeCredits':'','creditsConsumed':'7.125'}|7.125",
                "{'consumeCredits':7,'creditsConsumed':7.0}|7"
            })
    void readsExactFiguresUnderEitherName(String data, String credits) {
        assertThat(in(data)).isEqualTo(new ReportedCredits(Credits.of(credits), false));
    }

    @ParameterizedTest
    @ValueSource(strings = {"{}", "{'consumeCredits':null}", "{'consumeCredits':' ','creditsConsumed':null}"})
    void tellsNoneFromZero(String data) {
        assertThat(in(data)).isEqualTo(new ReportedCredits(null, false));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{'consumeCredits':-1}",
                "{'consumeCredits':'-1'}",
                "{'consumeCredits':2.8001}",
                "{'consumeCredits':'2,8'}",
                "{'consumeCredits':'free'}",
                "{'consumeCredits':true}",
                "{'consumeCredits':[5]}",
                "{'consumeCredits':100000000000}",
                "{'consumeCredits':1E+99}",
                "{'consumeCredits':7,'creditsConsumed':8}",
                "{'consumeCredits':'x','creditsConsumed':8}"
            })
    void neverGuesses(String data) {
        assertThat(in(data)).isEqualTo(new ReportedCredits(null, true));
    }

    private static ReportedCredits in(String data) {
        JsonNode node = CallbackJson.value(data.replace('\'', '"')).orElseThrow();
        return ReportedCredits.in(node);
    }
}
