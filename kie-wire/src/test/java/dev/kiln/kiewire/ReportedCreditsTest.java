package dev.kiln.kiewire;

import static dev.kiln.kiewire.Json.json;
import static org.assertj.core.api.Assertions.assertThat;

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
                "{'creditsConsumed':' 3.50 '}|3.5",
                "{'creditsConsumed':0.8}|0.8",
                "{'creditsConsumed':1E+2}|100",
                "{'consumeCredits':null,'creditsConsumed':7}|7",
                "{'consumeCredits':'','creditsConsumed':'7.125'}|7.125",
                "{'consumeCredits':7,'creditsConsumed':7.0}|7"
            })
    void readsExactFiguresUnderEitherName(String data, String credits) {
        assertThat(ReportedCredits.in(json(data))).isEqualTo(new ReportedCredits(Credits.of(credits), false));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "null",
                "'text'",
                "{'other':4}",
                "{'consumeCredits':null}",
                "{'consumeCredits':' ','creditsConsumed':null}"
            })
    void tellsNoneFromZero(String data) {
        assertThat(ReportedCredits.in(json(data))).isEqualTo(new ReportedCredits(null, false));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{'consumeCredits':-1}",
                "{'consumeCredits':'-1'}",
                "{'consumeCredits':2.8001}",
                "{'consumeCredits':'2,8'}",
                "{'consumeCredits':'1e2'}",
                "{'consumeCredits':'free'}",
                "{'consumeCredits':true}",
                "{'consumeCredits':[5]}",
                "{'consumeCredits':{'amount':1}}",
                "{'consumeCredits':100000000000}",
                "{'consumeCredits':1E+99}",
                "{'creditsConsumed':1e-999999999}"
            })
    void neverGuesses(String data) {
        assertThat(ReportedCredits.in(json(data))).isEqualTo(new ReportedCredits(null, true));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{'consumeCredits':7,'creditsConsumed':8}",
                "{'consumeCredits':'x','creditsConsumed':8}",
                "{'consumeCredits':8,'creditsConsumed':-8}",
                "{'consumeCredits':8,'creditsConsumed':{}}"
            })
    void aGoodFigureBesideABadOrAnotherOneIsNotBelieved(String data) {
        assertThat(ReportedCredits.in(json(data))).isEqualTo(new ReportedCredits(null, true));
    }

    @ParameterizedTest
    @CsvSource({"5454.65,5454.65", "'5454.650',5454.65", "0,0"})
    void readsOneFigure(String written, String credits) {
        var expected = new ReportedCredits(Credits.of(credits), false);

        assertThat(ReportedCredits.figure(json(written))).isEqualTo(expected);
        assertThat(ReportedCredits.figure(json("'" + written + "'"))).isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(strings = {"'much'", "{}", "[1]", "true", "-1", "0.0001"})
    void oneFigureThatIsNoAmountIsUnreadable(String written) {
        assertThat(ReportedCredits.figure(json(written))).isEqualTo(new ReportedCredits(null, true));
    }

    @ParameterizedTest
    @ValueSource(strings = {"null", "''"})
    void anEmptyFigureIsNone(String written) {
        assertThat(ReportedCredits.figure(json(written))).isEqualTo(new ReportedCredits(null, false));
    }
}
