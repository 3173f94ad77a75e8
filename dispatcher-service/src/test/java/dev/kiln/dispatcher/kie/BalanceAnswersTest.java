package dev.kiln.dispatcher.kie;

import static dev.kiln.dispatcher.kie.Answers.coded;
import static dev.kiln.dispatcher.kie.Answers.data;
import static dev.kiln.dispatcher.kie.Answers.http;
import static org.assertj.core.api.Assertions.assertThat;

import dev.kiln.contract.Cause;
import dev.kiln.contract.Credits;
import dev.kiln.contract.Reason;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class BalanceAnswersTest {

    @ParameterizedTest
    @CsvSource({"100,100", "5916.25,5916.25", "5454.65,5454.65", "'5454.650',5454.65", "0,0"})
    void readsTheBalanceExactly(String written, String credits) {
        assertThat(BalanceAnswers.read(data(written))).isEqualTo(new Balance.Known(Credits.of(credits)));
        assertThat(BalanceAnswers.read(data("'" + written + "'"))).isEqualTo(new Balance.Known(Credits.of(credits)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"null", "''", "'much'", "{}", "[1]", "true", "-1", "0.0001"})
    void whatIsNoAmountIsUnknownAndNotZero(String written) {
        assertThat(BalanceAnswers.read(data(written))).isInstanceOf(Balance.Unreadable.class);
    }

    @Test
    void errorsAreToldApart() {
        assertThat(BalanceAnswers.read(coded(401, "Unauthorized")))
                .isEqualTo(new Balance.AccountStopped(new Cause(Reason.UNAUTHORIZED, "Unauthorized")));
        assertThat(BalanceAnswers.read(http(403, "error code: 1010"))).isInstanceOf(Balance.AccountStopped.class);
        assertThat(BalanceAnswers.read(coded(500, "Server exception"))).isInstanceOf(Balance.Unreadable.class);
        assertThat(BalanceAnswers.read(http(502, "<html>"))).isInstanceOf(Balance.Unreadable.class);
    }
}
