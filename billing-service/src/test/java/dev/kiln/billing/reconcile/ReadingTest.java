package dev.kiln.billing.reconcile;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kiln.contract.Credits;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ReadingTest {

    /** The ledger expects 98 + 2 - 30 - 5 - 1 = 64. */
    private static final AccountSums SUMS =
            new AccountSums(Credits.of(98), Credits.of(2), Credits.of(30), Credits.of(5), Credits.of(1));

    @ParameterizedTest
    @CsvSource({
        "64, 0, 0, 0",
        "63, 0, 0, 1",
        "65, 0, 0, -1",
        "54, 10, 0, 0",
        "53.999, 10, 0, 0.001",
        "64, 10, 0, 0",
        "74, 0, 10, 0",
        "74.5, 0, 10, -0.5",
        "1064, 10, 10, -990"
    })
    void explainsWhatIsInFlightAndNoMore(String balance, String held, String since, String unexplained) {
        Reading reading =
                new Reading("main", Instant.EPOCH, Credits.of(balance), SUMS, Credits.of(held), Credits.of(since));

        assertThat(reading.unexplained()).isEqualTo(Credits.of(unexplained));
    }

    @Test
    void suggestsATopUpWhereThereIsMoreThanThereCanBe() {
        Reading jumped = new Reading("main", Instant.EPOCH, Credits.of(1064), SUMS, Credits.ZERO, Credits.ZERO);

        assertThat(jumped.suggestedTopUp()).isEqualTo(Credits.of(1000));
        assertThat(jumped.with(Credits.of(1098), Credits.of(1)).suggestedTopUp())
                .isEqualTo(Credits.ZERO);
        assertThat(jumped.with(Credits.of(1098), Credits.of(1)).unexplained()).isEqualTo(Credits.ZERO);
    }
}
