package dev.kiln.dispatcher.task.adapter;

import static dev.kiln.dispatcher.task.Samples.CAUSE;
import static dev.kiln.dispatcher.task.Samples.NOW;
import static dev.kiln.dispatcher.task.Samples.success;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.kiln.contract.ContractJson;
import dev.kiln.contract.Envelope;
import dev.kiln.contract.GenerationIds;
import dev.kiln.contract.GenerationSubmitted;
import dev.kiln.dispatcher.intake.CancelGeneration;
import dev.kiln.dispatcher.stop.Stopping;
import dev.kiln.dispatcher.task.Change;
import dev.kiln.dispatcher.task.Claims;
import dev.kiln.dispatcher.task.EarlyCancellations.Early;
import dev.kiln.dispatcher.task.Finished;
import dev.kiln.dispatcher.task.Generation;
import dev.kiln.dispatcher.task.InDoubt;
import dev.kiln.dispatcher.task.Inbox.Arrival;
import dev.kiln.dispatcher.task.Inbox.Offset;
import dev.kiln.dispatcher.task.Queued;
import dev.kiln.dispatcher.task.Running;
import dev.kiln.dispatcher.task.Samples;
import dev.kiln.dispatcher.task.Submitting;
import dev.kiln.dispatcher.task.Task;
import dev.kiln.dispatcher.task.Transition;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.Tuple;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The tables against a real PostgreSQL whose session zone is not UTC. */
class PgTasksTest {

    private static final Clock CLOCK = Clock.fixed(NOW, ZoneOffset.UTC);
    private static final SubmitLimits LIMITS =
            new SubmitLimits(Duration.ofSeconds(60), Duration.ofMillis(10500), Duration.ofSeconds(60), 30);

    private static Database database;

    private PgTasks tasks;
    private PgInbox inbox;
    private PgClaims claims;
    private PgOutbox outbox;
    private final Stopping stopping = new Stopping();

    @BeforeAll
    static void start() {
        database = new Database();
    }

    @AfterAll
    static void stop() {
        database.close();
    }

    @BeforeEach
    void empty() {
        Pool pool = database.pool();
        sql("truncate early_cancellation, task, outbox, inbox_offset, slot, account");
        tasks = new PgTasks(pool, CLOCK);
        inbox = new PgInbox(pool, CLOCK);
        claims = new PgClaims(pool, CLOCK, LIMITS, List.of("main"), stopping);
        outbox = new PgOutbox(pool);
        new PgAccounts(pool).provide(List.of("main"), 20, 10);
    }

    @Test
    void givesBackEveryStateAsItWasStored() {
        Generation generation = generation(1);
        store(queued(generation));
        assertThat(read(generation)).isEqualTo(queued(generation));

        Submitting submitting = claims.claim("main").orElseThrow();
        assertThat(read(generation)).isEqualTo(submitting);

        InDoubt doubt = (InDoubt) change(generation, Optional.of(submitting.doubt(CAUSE, NOW.plusSeconds(7200))));
        assertThat(read(generation)).isEqualTo(doubt);

        Task parked = change(generation, Optional.of(doubt.park()));
        assertThat(read(generation)).isEqualTo(parked);

        Running running = (Running) change(generation, Optional.of(doubt.created("task-1", NOW)));
        assertThat(read(generation)).isEqualTo(running);

        Finished finished = (Finished) change(generation, Optional.of(running.finish("task-1", success("2.8"), NOW)));
        Finished stored = (Finished) read(generation);
        assertThat(stored.completion()).isEqualTo(finished.completion());
        assertThat(stored.generation().input()).isNull();
    }

    @Test
    void storesARequestOnceAndNamesAConflict() {
        Generation generation = generation(1);
        store(queued(generation));

        Set<Integer> repeated = inbox.store(List.of(arrival(queued(generation))), List.of());
        Generation other = new Generation(
                generation.id(),
                "shop",
                generation.request(),
                generation.route(),
                generation.input(),
                generation.estimate(),
                generation.lane(),
                NOW,
                NOW.plusSeconds(60),
                "f1");
        Set<Integer> conflicting =
                inbox.store(List.of(arrival(queued(other)), arrival(queued(generation(2)))), List.of());

        assertThat(repeated).isEmpty();
        assertThat(conflicting).containsExactly(0);
        assertThat(read(generation).generation().tenantId()).isEqualTo("studio");
        assertThat(count("task")).isEqualTo(2);
    }

    @Test
    void aRequestThatComesAfterItsCancellationIsNeverSubmitted() {
        PgEarlyCancellations early = new PgEarlyCancellations(database.pool());
        CancelGeneration cancel = new CancelGeneration(tasks, early, CLOCK);
        Generation generation = generation(1);

        assertThat(cancel.cancel("shop", generation.id())).isTrue();
        store(queued(generation));
        assertThat(read(generation)).isInstanceOf(Queued.class);
        assertThat(cancel.cancel("shop", generation.id())).isFalse();

        assertThat(cancel.cancel("studio", generation(2).id())).isTrue();
        store(queued(generation(2)));
        assertThat(read(generation(2))).isInstanceOf(Finished.class);
        assertThat(outbox.size()).isEqualTo(1);
    }

    @Test
    void aRequestThatCameWhileItsCancellationWasRememberedIsCanceledBySweeping() {
        PgEarlyCancellations early = new PgEarlyCancellations(database.pool());
        CancelGeneration cancel = new CancelGeneration(tasks, early, CLOCK);
        Generation generation = generation(1);
        store(queued(generation));
        early.remember(new Early("studio", generation.id()), NOW);
        early.remember(new Early("studio", generation(2).id()), NOW.minus(Duration.ofDays(15)));

        assertThat(cancel.catchUp()).isEqualTo(1);

        assertThat(read(generation)).isInstanceOf(Finished.class);
        assertThat(count("early_cancellation")).isZero();
    }

    @Test
    void movesOffsetsForwardOnlyAndWithTheirRequests() {
        inbox.store(List.of(), List.of(new Offset("generation.requests", 3, 40)));
        inbox.store(List.of(arrival(queued(generation(1)))), List.of(new Offset("generation.requests", 3, 30)));

        assertThat(sql("select next_offset from inbox_offset").iterator().next().getLong(0))
                .isEqualTo(40);
    }

    @Test
    void takesNoMoreTasksThanThereAreSlotsAndNoTaskTwice() throws Exception {
        for (int number = 0; number < 40; number++) {
            store(queued(generation(number)));
        }
        List<Callable<Optional<Submitting>>> claimers = new ArrayList<>();
        for (int claimer = 0; claimer < 40; claimer++) {
            claimers.add(() -> claims.claim("main"));
        }
        Set<String> claimed = new HashSet<>();
        try (ExecutorService threads = Executors.newFixedThreadPool(8)) {
            for (Future<Optional<Submitting>> claim : threads.invokeAll(claimers)) {
                claim.get()
                        .ifPresent(task ->
                                assertThat(claimed.add(task.generation().id())).isTrue());
            }
        }

        assertThat(claimed).hasSize(20);
        assertThat(claims.room()).isEmpty();
    }

    @Test
    void anAnswerGivesTheSlotBackAWindowLater() {
        store(queued(generation(1)));
        Submitting first = claims.claim("main").orElseThrow();
        change(first.generation(), Optional.of(first.requeue(CAUSE, NOW, NOW)));
        claims.claim("main").orElseThrow();

        claims.answered(first);

        assertThat(sql("""
                                select count(*) from slot where kind = 'CREATE' and holder is null
                                and free_at between clock_timestamp() + interval '5 s' and clock_timestamp() + interval '11 s'
                                """).iterator().next().getLong(0)).isEqualTo(1);
    }

    @Test
    void anAccountThatIsNoLongerConfiguredAttractsNothing() {
        new PgAccounts(database.pool()).provide(List.of("gone"), 40, 10);
        store(queued(generation(1)));

        assertThat(claims.room()).contains(new Claims.Room("main", 1));
    }

    @Test
    void nothingIsClaimedOnceTheServiceStops() {
        store(queued(generation(1)));
        stopping.stop();

        assertThat(claims.room()).isEmpty();
        assertThat(claims.claim("main")).isEmpty();
    }

    @Test
    void oneTaskThatCannotBeReadDoesNotStopTheOthers() {
        store(queued(generation(1)));
        store(queued(generation(2)));
        sql("update task set lane = 'UNHEARD_OF', due_at = due_at - interval '1 minute' where generation_id = '"
                + generation(1).id() + "'");

        assertThat(claims.claim("main")).isEmpty();

        assertThat(claims.claim("main").orElseThrow().generation().id())
                .isEqualTo(generation(2).id());
    }

    @Test
    void keepsNumbersAsTheyCame() throws Exception {
        Generation generation = generation(1);
        ((ObjectNode) generation.input())
                .set(
                        "cfg_scale",
                        ContractJson.mapper().readTree("{\"n\":1e-25}").get("n"));
        store(queued(generation));

        assertThat(claims.claim("main")
                        .orElseThrow()
                        .generation()
                        .input()
                        .get("cfg_scale")
                        .decimalValue())
                .isEqualByComparingTo("1e-25");
    }

    @Test
    void aPausedAccountIsNoCandidate() {
        store(queued(generation(1)));
        assertThat(claims.room()).contains(new Claims.Room("main", 1));

        claims.pause("main", Duration.ofMinutes(1));

        assertThat(claims.room()).isEmpty();
        assertThat(claims.claim("main")).isEmpty();
        assertThat(read(generation(1))).isInstanceOf(Queued.class);
    }

    @Test
    void anHourOfDoubtsPutsFewerThan30InDoubtAndOneClearAnswerEndsIt() {
        int sent = 0;
        store(queued(generation(99)));
        for (Duration passed = Duration.ZERO; passed.compareTo(Duration.ofHours(1)) < 0; sent++) {
            store(queued(generation(sent)));
            Submitting probe = claims.claim("main").orElseThrow();
            Duration pause = claims.doubted(probe).orElse(Duration.ZERO);
            change(probe.generation(), Optional.of(probe.doubt(CAUSE, NOW)));
            assertThat(claims.room().isEmpty()).isEqualTo(!pause.isZero());
            passed = passed.plus(pause);
            sql("update account set paused_until = '-infinity'");
            sql("update slot set free_at = '-infinity', holder = null");
        }
        assertThat(sent).isLessThan(30);

        store(queued(generation(100)));
        assertThat(claims.room()).contains(new Claims.Room("main", 1));
        Submitting probe = claims.claim("main").orElseThrow();
        assertThat(claims.room()).isEmpty();
        assertThat(claims.claim("main")).isEmpty();
        claims.answered(probe);
        assertThat(claims.claim("main")).isPresent();
    }

    @Test
    void anAccountHasNoMoreTasksAtKieThanItsCap() {
        for (int number = 0; number < 32; number++) {
            store(queued(generation(number)));
            sql("update slot set free_at = '-infinity', holder = null");
            claims.room().ifPresent(room -> claims.claim(room.account()));
        }

        assertThat(sql("select count(*) from task where state = 'SUBMITTING'")
                        .iterator()
                        .next()
                        .getLong(0))
                .isEqualTo(30);
    }

    @Test
    void pollsNoMoreThanTheAccountsBudget() {
        PgPollSlots slots = new PgPollSlots(database.pool());
        sql("update slot set free_at = 'infinity' where kind = 'POLL' and number > 2");

        assertThat(List.of(slots.take("main"), slots.take("main"), slots.take("main")))
                .containsExactly(true, true, false);
    }

    @Test
    void takesADueTaskForPollingOnce() {
        Generation generation = generation(1);
        store(queued(generation));
        Submitting submitting = claims.claim("main").orElseThrow();
        change(generation, Optional.of(submitting.created("task-1", NOW)));

        assertThat(tasks.takeDueForPoll(NOW.minusSeconds(1), NOW.plusSeconds(30), 10))
                .isEmpty();
        assertThat(tasks.takeDueForPoll(NOW, NOW.plusSeconds(30), 10)).hasSize(1);
        assertThat(tasks.takeDueForPoll(NOW, NOW.plusSeconds(30), 10)).isEmpty();
    }

    @Test
    void findsWhatTimeHasOvertaken() {
        store(queued(generation(1)));
        store(queued(generation(2)));
        Submitting submitting = claims.claim("main").orElseThrow();

        assertThat(tasks.unreported(NOW.plusSeconds(59), 10)).isEmpty();
        assertThat(tasks.unreported(NOW.plusSeconds(60), 10))
                .containsExactly(submitting.generation().id());
        assertThat(tasks.expired(NOW.plusSeconds(86400), 10)).hasSize(1);
        change(submitting.generation(), Optional.of(submitting.doubt(CAUSE, NOW.plusSeconds(7200))));
        assertThat(tasks.unsettled(NOW.plusSeconds(7200), 10)).hasSize(1);
    }

    @Test
    void keepsEventsUntilTheyArePublished() {
        Generation generation = generation(1);
        store(queued(generation));
        Submitting submitting = claims.claim("main").orElseThrow();
        change(generation, Optional.of(submitting.created("task-1", NOW)));

        assertThatThrownBy(() -> outbox.relay(10, events -> {
                    throw new IllegalStateException("no broker");
                }))
                .hasMessage("no broker");
        List<Envelope> published = new ArrayList<>();
        assertThat(outbox.relay(10, published::addAll)).isEqualTo(1);

        assertThat(published).singleElement().satisfies(envelope -> {
            assertThat(envelope.id()).isEqualTo(generation.id() + ".2");
            assertThat(envelope.tenantId()).isEqualTo("studio");
            assertThat(envelope.event()).isInstanceOf(GenerationSubmitted.class);
        });
        assertThat(outbox.size()).isZero();
    }

    private void store(Queued queued) {
        inbox.store(List.of(arrival(queued)), List.of());
    }

    private static Arrival arrival(Queued queued) {
        return new Arrival(queued.accepted());
    }

    private static Queued queued(Generation generation) {
        return new Queued(generation, 0, false, null, NOW);
    }

    private static Generation generation(int number) {
        return Samples.generation(GenerationIds.ofRequest("studio", "/test", String.valueOf(number)));
    }

    private Task read(Generation generation) {
        return tasks.change(generation.id(), task -> Optional.empty()).before().orElseThrow();
    }

    private Task change(Generation generation, Optional<Transition> step) {
        Change change = tasks.change(generation.id(), task -> step);
        return change.transition().orElseThrow().next();
    }

    private long count(String table) {
        return sql("select count(*) from " + table).iterator().next().getLong(0);
    }

    private RowSet<Row> sql(String sql) {
        return new Transactions(database.pool()).query("test", sql, Tuple.tuple());
    }
}
