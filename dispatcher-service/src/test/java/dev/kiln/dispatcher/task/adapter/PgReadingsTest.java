package dev.kiln.dispatcher.task.adapter;

import static dev.kiln.dispatcher.task.Samples.NOW;
import static org.assertj.core.api.Assertions.assertThat;

import dev.kiln.contract.BalanceRead;
import dev.kiln.contract.Credits;
import dev.kiln.contract.Envelope;
import dev.kiln.dispatcher.account.Readings.Due;
import dev.kiln.dispatcher.task.Submitting;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Balances and the choice of an account by them, against a real PostgreSQL. Each sample holds 50 credits. */
class PgReadingsTest {

    private static final Duration MINUTE = Duration.ofMinutes(1);

    private static Tables tables;

    private PgReadings readings;

    @BeforeAll
    static void start() {
        tables = new Tables();
    }

    @AfterAll
    static void stop() {
        tables.close();
    }

    @BeforeEach
    void empty() {
        tables.empty();
        readings = new PgReadings(tables.pool(), tables.pollSlots(), Tables.CLOCK, List.of("main"));
    }

    @Test
    void aReadingIsDueOnceAndTakesAReadOfThePollBudget() {
        assertThat(readings.takeDue(MINUTE)).extracting(Due::account).containsExactly("main");
        assertThat(readings.takeDue(MINUTE)).isEmpty();
        assertThat(tables.count("slot where kind = 'POLL' and free_at > clock_timestamp()"))
                .isOne();

        tables.sql("update account set balance_due_at = '-infinity'");
        tables.sql("update slot set free_at = 'infinity' where kind = 'POLL'");
        assertThat(readings.takeDue(MINUTE)).isEmpty();
        tables.sql("update slot set free_at = '-infinity' where kind = 'POLL'");
        assertThat(readings.takeDue(MINUTE)).hasSize(1);
    }

    @Test
    void aBalanceIsAnnouncedWithItsAccount() {
        readings.store(readings.takeDue(MINUTE).getFirst(), Credits.of("812.5"), NOW);

        List<Envelope> announced = new ArrayList<>();
        tables.relay(10, announced::addAll);
        assertThat(announced).singleElement().satisfies(envelope -> {
            assertThat(envelope.id()).isEqualTo("account/main/1");
            assertThat(envelope.event()).isEqualTo(new BalanceRead("main", Credits.of("812.5"), NOW));
        });
        assertThat(readings.last()).isEqualTo(Map.of("main", Credits.of("812.5")));
    }

    @Test
    void anAccountThatIsShortWaitsForTheNextReading() {
        waiting(4);
        balance("main", "120");

        assertThat(tables.claims.claim(10)).hasSize(2);
        assertThat(tables.claims.room(10)).isZero();
        assertThat(tables.claims.claim(10)).isEmpty();

        sent();
        balance("main", "70");
        assertThat(tables.claims.claim(10)).hasSize(1);
        assertThat(tables.count("task where state = 'QUEUED'")).isOne();
    }

    @Test
    void whatIsBeingSubmittedWhileKieIsAskedIsTakenOffItsAnswer() {
        waiting(2);
        tables.claims.claim(1);

        balance("main", "60");

        assertThat(tables.claims.room(1)).isZero();
    }

    @Test
    void anUnknownBalanceAndAnOldOneKeepNothingFromBeingClaimed() {
        waiting(2);
        assertThat(tables.claims.claim(1)).hasSize(1);

        balance("main", "0");
        assertThat(tables.claims.claim(1)).isEmpty();
        tables.sql("update account set balance_read_at = clock_timestamp() - interval '5 minutes'");
        assertThat(tables.claims.claim(1)).hasSize(1);
    }

    @Test
    void theAccountThatHasTheCreditsIsTakenAlthoughTheOtherHasBeenIdleForLonger() {
        new PgAccounts(tables.pool()).provide(List.of("main", "rich"), 20, Tables.WINDOW, 10);
        tables.claims = tables.claims(List.of("main", "rich"));
        readings = new PgReadings(tables.pool(), tables.pollSlots(), Tables.CLOCK, List.of("main", "rich"));
        tables.sql("update slot set free_at = clock_timestamp() - interval '1 s' where account = 'rich'");
        balance("main", "49.999");
        balance("rich", "100");
        waiting(3);

        List<Submitting> claimed = new ArrayList<>(tables.claims.claim(1));
        claimed.addAll(tables.claims.claim(5));

        assertThat(claimed)
                .hasSize(2)
                .allSatisfy(task -> assertThat(task.submission().account()).isEqualTo("rich"));
    }

    @Test
    void nothingSmallerOvertakesWhatAnAccountHasNoCreditsForInItsQueue() {
        balance("main", "60");
        waiting(3);
        tables.sql("update task set quote = 5, hold = 5 where generation_id = '"
                + Tables.generation(2).id() + "'");
        tables.sql("update task set due_at = due_at - interval '1 s' where hold = 50");

        assertThat(tables.claims.claim(5))
                .singleElement()
                .satisfies(
                        task -> assertThat(task.generation().estimate().hold()).isEqualTo(Credits.of(50)));
    }

    private void balance(String account, String credits) {
        tables.sql("update account set balance_due_at = case when name = '" + account
                + "' then '-infinity'::timestamptz else 'infinity' end");
        tables.sql("update slot set free_at = '-infinity' where kind = 'POLL'");
        Due due = readings.takeDue(MINUTE).getFirst();
        assertThat(due.account()).isEqualTo(account);
        readings.store(due, Credits.of(credits), NOW);
    }

    /** Kie has answered all that were claimed. */
    private static void sent() {
        for (int number = 0; number < 4; number++) {
            tables.tasks.change(
                    Tables.generation(number).id(),
                    task -> task instanceof Submitting sent
                            ? Optional.of(
                                    sent.created("task-" + sent.generation().id(), NOW))
                            : Optional.empty());
        }
    }

    private static void waiting(int tasks) {
        for (int number = 0; number < tasks; number++) {
            tables.store(Tables.queued(Tables.generation(number)));
        }
    }
}
