package dev.kiln.dispatcher.account;

import static dev.kiln.dispatcher.task.Samples.NOW;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kiln.contract.Cause;
import dev.kiln.contract.Credits;
import dev.kiln.contract.Reason;
import dev.kiln.dispatcher.kie.Balance;
import java.math.BigDecimal;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class ReadBalancesTest {

    private static final Duration MINUTE = Duration.ofMinutes(1);

    private final Map<String, Balance> atKie = new LinkedHashMap<>();
    private final List<Duration> putOff = new ArrayList<>();
    private final List<String> stored = new ArrayList<>();
    private final List<String> observed = new ArrayList<>();
    private final List<String> givenBack = new ArrayList<>();

    private final Readings readings = new Readings() {
        @Override
        public List<Due> takeDue(Duration next) {
            putOff.add(next);
            return atKie.keySet().stream()
                    .map(account -> new Due(account, BigDecimal.TEN, () -> givenBack.add(account)))
                    .toList();
        }

        @Override
        public void store(Due due, Credits balance, Instant readAt) {
            stored.add(due.account() + " " + due.heldBefore() + " " + balance + " " + readAt);
        }

        @Override
        public Map<String, Credits> last() {
            return Map.of();
        }
    };

    @Test
    void storesWhatCouldBeReadAndLeavesTheRestUnknown() {
        atKie.put("a", new Balance.Known(Credits.of("7.5")));
        atKie.put("b", new Balance.Unreadable(new Cause(Reason.UNREADABLE, "no balance that can be read")));
        atKie.put("c", new Balance.AccountStopped(new Cause(Reason.UNAUTHORIZED, "no such key")));
        atKie.put("d", new Balance.Known(Credits.ZERO));

        readBalances(MINUTE).read();

        assertThat(stored).containsExactly("a 10 7.5 " + NOW, "d 10 0 " + NOW);
        assertThat(observed).containsExactly("a true", "b false", "c false", "d true");
        assertThat(givenBack).as("parts of the budget of reads").containsExactly("a", "c", "d");
    }

    @Test
    void comesAgainAboutOnTime() {
        ReadBalances read = readBalances(MINUTE);
        for (int time = 0; time < 100; time++) {
            read.read();
        }

        assertThat(putOff)
                .allSatisfy(next -> assertThat(next).isBetween(Duration.ofSeconds(54), Duration.ofSeconds(66)))
                .doesNotHaveDuplicates();
    }

    @Test
    void refusesToAskAllTheTime() {
        assertThatThrownBy(() -> readBalances(Duration.ZERO)).hasMessageContaining("kiln.balance.read-every");
    }

    private ReadBalances readBalances(Duration every) {
        return new ReadBalances(
                readings,
                atKie::get,
                every,
                Clock.fixed(NOW, ZoneOffset.UTC),
                new Random(1),
                (account, read) -> observed.add(account + " " + read));
    }
}
