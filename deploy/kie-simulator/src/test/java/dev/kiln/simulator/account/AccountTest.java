package dev.kiln.simulator.account;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kiln.simulator.account.Account.Held;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class AccountTest {

    private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

    private final Account account = account(null);

    @Test
    void admitsNoMoreThanTheLimitInAnySlidingWindow() {
        assertThat(account.admit(START)).isTrue();
        assertThat(account.admit(START.plusSeconds(4))).isTrue();
        assertThat(account.admit(START.plusSeconds(5))).isTrue();
        assertThat(account.admit(START.plusMillis(9_999))).isFalse();
        assertThat(account.admit(START.plusSeconds(10))).isTrue();
        assertThat(account.admit(START.plusSeconds(11))).isFalse();
        assertThat(account.rateSeen()).isEqualTo(new Account.RateSeen("main", 3, 10_000, 5, 3, 2, 0));
    }

    @Test
    void admitsNoMorePollsThanTheLimitInAnySlidingWindow() {
        assertThat(account.admitPoll(START)).isTrue();
        assertThat(account.admitPoll(START.plusMillis(500))).isTrue();
        assertThat(account.admitPoll(START.plusMillis(999))).isFalse();
        assertThat(account.admitPoll(START.plusMillis(1000))).isTrue();
        assertThat(account.rateSeen().largestPolls()).isEqualTo(2);
    }

    @Test
    void holdsNothingBeyondTheCapOfItsKeyUntilThatIsLifted() {
        Account capped = account(new BigDecimal("6"));
        assertThat(capped.hold(new BigDecimal("4"))).isEqualTo(Held.YES);
        capped.settle(new BigDecimal("4"), new BigDecimal("3"));

        assertThat(capped.hold(new BigDecimal("4"))).isEqualTo(Held.CAPPED);
        assertThat(capped.hold(new BigDecimal("3"))).isEqualTo(Held.YES);
        capped.cap(null);
        assertThat(capped.hold(new BigDecimal("4"))).isEqualTo(Held.YES);
    }

    @Test
    void tellsADriftApartFromCharges() {
        account.drift(BigDecimal.ONE);

        assertThat(account.balance()).isEqualByComparingTo("9");
        assertThat(account.statement().drifted()).isEqualByComparingTo("1");
        assertThat(account.statement().charged()).isZero();
    }

    @Test
    void refusesLimitsThatCannotWork() {
        Duration second = Duration.ofSeconds(1);
        assertThatThrownBy(() -> new Limits(0, second, 0, second, null)).hasMessageContaining("rate.limit");
        assertThatThrownBy(() -> new Limits(1, Duration.ZERO, 0, second, null)).hasMessageContaining("rate.window");
        assertThatThrownBy(() -> new Limits(1, second, -1, second, null)).hasMessageContaining("poll.limit");
        assertThatThrownBy(() -> new Limits(1, second, 0, Duration.ZERO, null)).hasMessageContaining("poll.window");
    }

    private static Account account(BigDecimal cap) {
        Limits limits = new Limits(3, Duration.ofSeconds(10), 2, Duration.ofSeconds(1), cap);
        return new Account("main", new BigDecimal("10"), limits);
    }

    @Test
    void holdsCreditsUntilTheyAreChargedOrGivenBack() {
        assertThat(account.hold(new BigDecimal("7"))).isEqualTo(Held.YES);
        assertThat(account.balance()).isEqualByComparingTo("3");
        assertThat(account.hold(new BigDecimal("3.5"))).isEqualTo(Held.SHORT);

        account.settle(new BigDecimal("7"), new BigDecimal("3.5"));
        account.topUp(new BigDecimal("2"));

        Account.Statement statement = account.statement();
        assertThat(statement.balance()).isEqualByComparingTo("8.5");
        assertThat(statement.held()).isZero();
        assertThat(statement.charged()).isEqualByComparingTo("3.5");
        assertThat(statement.added()).isEqualByComparingTo("2");
    }
}
