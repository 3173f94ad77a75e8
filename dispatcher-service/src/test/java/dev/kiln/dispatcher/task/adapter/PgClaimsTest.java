package dev.kiln.dispatcher.task.adapter;

import static dev.kiln.dispatcher.task.Samples.CAUSE;
import static dev.kiln.dispatcher.task.Samples.NOW;
import static org.assertj.core.api.Assertions.assertThat;

import dev.kiln.contract.Lane;
import dev.kiln.dispatcher.task.Breaker;
import dev.kiln.dispatcher.task.Queued;
import dev.kiln.dispatcher.task.Submitting;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Slots, caps and the breaker, against a real PostgreSQL. */
class PgClaimsTest {

    private static Tables tables;

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
    }

    /** What was taken away may have been used within the window: given back, it is not free at once. */
    @Test
    void slotsThatAreTakenAwayAndGivenBackAreNotFreeWithinTheWindow() {
        for (int number = 0; number < 40; number++) {
            tables.store(Tables.queued(Tables.generation(number)));
        }
        assertThat(tables.claims.claim(18)).hasSize(18);
        PgAccounts accounts = new PgAccounts(tables.pool());

        accounts.provide(List.of("main"), 2, Tables.WINDOW, 10);
        accounts.provide(List.of("main"), 20, Tables.WINDOW, 10);

        assertThat(tables.claims.claim(20)).isEmpty();
        assertThat(tables.count("slot where kind = 'CREATE'")).isEqualTo(20);
    }

    @Test
    void takesNoMoreTasksThanThereAreSlotsAndNoTaskTwice() throws Exception {
        for (int number = 0; number < 40; number++) {
            tables.store(Tables.queued(Tables.generation(number)));
        }
        List<Callable<List<Submitting>>> claimers = new ArrayList<>();
        for (int claimer = 0; claimer < 16; claimer++) {
            claimers.add(() -> tables.claims.claim(3));
        }
        Set<String> claimed = new HashSet<>();
        try (ExecutorService threads = Executors.newFixedThreadPool(8)) {
            for (Future<List<Submitting>> claim : threads.invokeAll(claimers)) {
                claim.get()
                        .forEach(task ->
                                assertThat(claimed.add(task.generation().id())).isTrue());
            }
        }

        assertThat(claimed).hasSize(20);
        assertThat(tables.count("slot where holder is not null")).isEqualTo(20);
        assertThat(tables.claims.room(10)).isZero();
    }

    @Test
    void anAnswerGivesTheSlotBackAWindowLater() {
        tables.store(Tables.queued(Tables.generation(1)));
        Submitting first = claimOne();
        tables.change(first.generation(), Optional.of(first.requeue(CAUSE, NOW, NOW)));
        claimOne();

        tables.claims.answered(first);

        assertThat(tables.sql("""
                                select count(*) from slot where kind = 'CREATE' and holder is null
                                and free_at between clock_timestamp() + interval '5 s' and clock_timestamp() + interval '11 s'
                                """).iterator().next().getLong(0)).isEqualTo(1);
    }

    @Test
    void anAccountThatIsNoLongerConfiguredAttractsNothing() {
        new PgAccounts(tables.pool()).provide(List.of("gone"), 40, Tables.WINDOW, 10);
        tables.store(Tables.queued(Tables.generation(1)));

        assertThat(tables.claims.room(5)).isOne();
    }

    @Test
    void nothingIsClaimedOnceTheServiceStops() {
        tables.store(Tables.queued(Tables.generation(1)));
        tables.stopping.stop();

        assertThat(tables.claims.room(5)).isZero();
        assertThat(tables.claims.claim(1)).isEmpty();
    }

    @Test
    void oneTaskThatCannotBeReadDoesNotStopTheOthers() {
        tables.store(Tables.queued(Tables.generation(1)));
        tables.store(Tables.queued(Tables.generation(2)));
        tables.sql(
                "update task set family = 'UNHEARD_OF', due_at = due_at - interval '1 minute' where generation_id = '"
                        + Tables.generation(1).id() + "'");

        assertThat(tables.claims.claim(1)).isEmpty();

        assertThat(claimOne().generation().id()).isEqualTo(Tables.generation(2).id());
    }

    @Test
    void aPausedAccountIsNoCandidate() {
        tables.store(Tables.queued(Tables.generation(1)));
        assertThat(tables.claims.room(5)).isOne();

        tables.claims.pause("main", Duration.ofMinutes(1));

        assertThat(tables.claims.room(5)).isZero();
        assertThat(tables.claims.claim(1)).isEmpty();
        assertThat(tables.read(Tables.generation(1))).isInstanceOf(Queued.class);
    }

    /** A window's creates are all under way when the first of them is in doubt. */
    @Test
    void anHourOfDoubtsPutsFewerThan30InDoubtAndOneClearAnswerEndsIt() {
        IntStream.range(200, 220).forEach(number -> tables.store(Tables.queued(Tables.generation(number))));
        List<Submitting> window = tables.claims.claim(20);
        window.forEach(create -> {
            tables.claims.doubted(create);
            tables.change(create.generation(), Optional.of(create.doubt(CAUSE, NOW)));
        });
        int sent = window.size();
        assertThat(sent).isEqualTo(20);
        tables.sql("update account set paused_until = '-infinity'");
        tables.sql("update slot set free_at = '-infinity', holder = null");
        tables.store(Tables.queued(Tables.generation(99)));
        for (Duration passed = Breaker.pauseAfter(sent).orElseThrow();
                passed.compareTo(Duration.ofHours(1)) < 0;
                sent++) {
            tables.store(Tables.queued(Tables.generation(sent)));
            Submitting probe = claimOne();
            Duration pause = tables.claims.doubted(probe).orElse(Duration.ZERO);
            tables.change(probe.generation(), Optional.of(probe.doubt(CAUSE, NOW)));
            assertThat(tables.claims.room(5) == 0).isEqualTo(!pause.isZero());
            passed = passed.plus(pause);
            tables.sql("update account set paused_until = '-infinity'");
            tables.sql("update slot set free_at = '-infinity', holder = null");
        }
        assertThat(sent).isLessThan(30);

        tables.store(Tables.queued(Tables.generation(100)));
        assertThat(tables.claims.room(5)).isOne();
        Submitting probe = claimOne();
        assertThat(tables.claims.room(5)).isZero();
        assertThat(tables.claims.claim(1)).isEmpty();
        tables.claims.answered(probe);
        assertThat(tables.claims.claim(1)).hasSize(1);
    }

    @Test
    void aProbeThatWasNotSentIsFollowedByAnotherAtOnce() {
        tables.sql("update account set doubts_in_a_row = 1000");
        tables.store(Tables.queued(Tables.generation(1)));
        tables.store(Tables.queued(Tables.generation(2)));
        Submitting probe = claimOne();
        assertThat(tables.claims.claim(1)).isEmpty();

        tables.claims.notSent(probe);

        assertThat(tables.claims.claim(1)).hasSize(1);
        assertThat(tables.claims.claim(1)).isEmpty();
    }

    @Test
    void anAccountHasNoMoreTasksAtKieThanItsCap() {
        for (int number = 0; number < 32; number++) {
            tables.store(Tables.queued(Tables.generation(number)));
            tables.sql("update slot set free_at = '-infinity', holder = null");
            tables.claims.claim(3);
        }

        assertThat(tables.sql("select count(*) from task where state = 'SUBMITTING'")
                        .iterator()
                        .next()
                        .getLong(0))
                .isEqualTo(30);
    }

    @Test
    void aLaneThatALaterVersionAddedIsStandard() {
        tables.store(Tables.queued(Tables.generation(1)));
        tables.sql("update task set lane = 'UNHEARD_OF'");

        assertThat(tables.claims.room(5)).isOne();
        assertThat(claimOne().generation().lane()).isEqualTo(Lane.STANDARD);
    }

    private static Submitting claimOne() {
        List<Submitting> claimed = tables.claims.claim(1);
        assertThat(claimed).hasSize(1);
        return claimed.getFirst();
    }
}
