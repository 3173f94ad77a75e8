package dev.kiln.simulator.account;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class AccountTest {

    private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

    private final Account account = new Account("main", new BigDecimal("10"), 3, Duration.ofSeconds(10));

    @Test
    void admitsNoMoreThanTheLimitInAnySlidingWindow() {
        assertThat(account.admit(START)).isTrue();
        assertThat(account.admit(START.plusSeconds(4))).isTrue();
        assertThat(account.admit(START.plusSeconds(5))).isTrue();
        assertThat(account.admit(START.plusMillis(9_999))).isFalse();
        assertThat(account.admit(START.plusSeconds(10))).isTrue();
        assertThat(account.admit(START.plusSeconds(11))).isFalse();
        assertThat(account.rateSeen()).isEqualTo(new Account.RateSeen("main", 3, 5, 3));
    }

    @Test
    void holdsCreditsUntilTheyAreChargedOrGivenBack() {
        assertThat(account.hold(new BigDecimal("7"))).isTrue();
        assertThat(account.balance()).isEqualByComparingTo("3");
        assertThat(account.hold(new BigDecimal("3.5"))).isFalse();

        account.settle(new BigDecimal("7"), new BigDecimal("3.5"));
        account.topUp(new BigDecimal("2"));

        Account.Statement statement = account.statement();
        assertThat(statement.balance()).isEqualByComparingTo("8.5");
        assertThat(statement.held()).isZero();
        assertThat(statement.charged()).isEqualByComparingTo("3.5");
        assertThat(statement.added()).isEqualByComparingTo("2");
    }
}
