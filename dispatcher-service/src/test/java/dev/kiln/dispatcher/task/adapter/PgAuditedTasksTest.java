package dev.kiln.dispatcher.task.adapter;

import static dev.kiln.dispatcher.task.Samples.CAUSE;
import static dev.kiln.dispatcher.task.Samples.NOW;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kiln.contract.Charge;
import dev.kiln.contract.ChargeBasis;
import dev.kiln.contract.Credits;
import dev.kiln.contract.GenerationRequeued;
import dev.kiln.contract.SecondTaskFound;
import dev.kiln.contract.Submission;
import dev.kiln.dispatcher.audit.AuditEntry;
import dev.kiln.dispatcher.audit.AuditLog;
import dev.kiln.dispatcher.overview.OpenState;
import dev.kiln.dispatcher.overview.OpenTask;
import dev.kiln.dispatcher.overview.OpenTaskQuery;
import dev.kiln.dispatcher.overview.OpenTasks;
import dev.kiln.dispatcher.overview.Position;
import dev.kiln.dispatcher.task.AuditedTasks;
import dev.kiln.dispatcher.task.AuditedTasks.Ruled;
import dev.kiln.dispatcher.task.Generation;
import dev.kiln.dispatcher.task.InDoubt;
import dev.kiln.dispatcher.task.Queued;
import dev.kiln.dispatcher.task.Submitting;
import dev.kiln.dispatcher.task.Transition;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What operators change and see of tasks, against a real PostgreSQL. */
class PgAuditedTasksTest {

    private static Tables tables;

    private AuditedTasks tasks;
    private OpenTasks open;
    private AuditLog audit;

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
        tasks = new PgAuditedTasks(tables.pool(), Tables.CLOCK);
        open = new PgOpenTasks(tables.pool());
        audit = new PgAuditLog(tables.pool());
    }

    @Test
    void theStepItsEventAndTheAuditAreOneTransaction() {
        InDoubt doubt = inDoubt(1);

        String outcome = tasks.change(
                doubt.generation().id(),
                null,
                (task, other) -> new Ruled<>(
                        "ok", Optional.of(doubt.requeue(CAUSE, NOW, NOW)), Optional.empty(), entry("settled")));

        assertThat(outcome).isEqualTo("ok");
        assertThat(tables.read(doubt.generation())).isInstanceOf(Queued.class);
        tables.relay(
                10,
                events -> assertThat(events)
                        .last()
                        .satisfies(envelope -> assertThat(envelope.event()).isInstanceOf(GenerationRequeued.class)));
        assertThat(audit.page(Long.MAX_VALUE, 1))
                .singleElement()
                .satisfies(kept -> assertThat(kept.entry()).isEqualTo(entry("settled")));
    }

    @Test
    void aFurtherTaskIsAnnouncedUnderItsOwnIdAndLeavesTheTaskAsItWas() {
        InDoubt doubt = inDoubt(1);
        Generation generation = doubt.generation();
        SecondTaskFound found = new SecondTaskFound(
                generation.id(),
                generation.request(),
                new Submission(1, "main", "task-2", NOW),
                generation.estimate(),
                new Charge(Credits.of(50), ChargeBasis.REPORTED),
                NOW);

        tasks.change(
                generation.id(),
                "task-2",
                (task, other) -> new Ruled<>("ok", Optional.empty(), Optional.of(found), entry("second-task")));

        assertThat(tables.read(generation)).isEqualTo(doubt);
        tables.relay(
                10,
                events -> assertThat(events).last().satisfies(envelope -> {
                    assertThat(envelope.id()).isEqualTo(generation.id() + ".task.task-2." + NOW.toEpochMilli());
                    assertThat(envelope.tenantId()).isEqualTo(generation.tenantId());
                    assertThat(envelope.event()).isEqualTo(found);
                }));
    }

    @Test
    void whatCannotBeAuditedDoesNotHappen() {
        InDoubt doubt = inDoubt(1);

        assertThatThrownBy(() -> tasks.change(
                        doubt.generation().id(),
                        null,
                        (task, other) -> new Ruled<>(
                                "ok", Optional.of(doubt.requeue(CAUSE, NOW, NOW)), Optional.empty(), entry("\0"))))
                .isNotNull();

        assertThat(tables.read(doubt.generation())).isInstanceOf(InDoubt.class);
    }

    @Test
    void knowsWhoseTaskItIs() {
        Submitting first = claimed(1);
        tables.change(first.generation(), Optional.of(first.created("task-1", NOW)));
        InDoubt doubt = inDoubt(2);

        for (String taskId : List.of("task-1", "task-2")) {
            Optional<String> other = tasks.change(
                    doubt.generation().id(),
                    taskId,
                    (task, owner) -> new Ruled<>(owner, Optional.empty(), Optional.empty(), entry("refused")));
            assertThat(other.isPresent()).isEqualTo(taskId.equals("task-1"));
        }
    }

    @Test
    void listsByStateAndAgePageByPageWithoutWhatTheTenantWrote() {
        for (int number = 0; number < 5; number++) {
            inDoubt(number);
        }
        tables.store(Tables.queued(Tables.generation(9)));
        tables.sql("update task set submitted_at = submitted_at - interval '1 hour' where generation_id <> '"
                + Tables.generation(4).id() + "'");

        List<OpenTask> seen = new ArrayList<>();
        Position after = null;
        do {
            List<OpenTask> page = open.page(query(OpenState.IN_DOUBT, Duration.ofMinutes(30), "studio", after, 3), NOW);
            seen.addAll(page);
            after = page.isEmpty() ? null : page.getLast().position();
        } while (after != null);

        assertThat(seen).hasSize(4).doesNotHaveDuplicates();
        assertThat(seen).allSatisfy(task -> {
            assertThat(task.cause()).isEqualTo(CAUSE);
            assertThat(task.attempt()).isEqualTo(1);
            assertThat(task.account()).isEqualTo("main");
            assertThat(task.toString()).doesNotContain("surfer", "scene");
        });
        assertThat(open.page(query(OpenState.IN_DOUBT, null, "shop", null, 10), NOW))
                .isEmpty();
        assertThat(open.page(query(OpenState.QUEUED, null, null, null, 10), NOW))
                .hasSize(1);
        assertThat(open.page(query(OpenState.QUEUED, Duration.ofSeconds(1), null, null, 10), NOW))
                .isEmpty();
        assertThat(open.page(query(OpenState.PARKED, null, null, null, 10), NOW))
                .isEmpty();
    }

    @Test
    void countsByState() {
        inDoubt(1);
        inDoubt(2);
        tables.store(Tables.queued(Tables.generation(9)));

        assertThat(open.summary())
                .containsExactlyInAnyOrder(
                        new OpenTasks.Count(OpenState.QUEUED, 1, NOW), new OpenTasks.Count(OpenState.IN_DOUBT, 2, NOW));
    }

    private static OpenTaskQuery query(OpenState state, Duration olderThan, String tenant, Position after, int limit) {
        return new OpenTaskQuery(state, olderThan, tenant, null, null, after, limit);
    }

    private static Submitting claimed(int number) {
        Generation generation = Tables.generation(number);
        tables.store(Tables.queued(generation));
        return (Submitting) tables.tasks
                .change(generation.id(), task -> Optional.of(intent((Queued) task)))
                .transition()
                .orElseThrow()
                .next();
    }

    /** As a claim leaves it, without its slot. */
    private static Transition intent(Queued queued) {
        Submitting intent = queued.claim("main", NOW, NOW.plusSeconds(60));
        return new Transition(intent, Optional.empty());
    }

    private static InDoubt inDoubt(int number) {
        Submitting sent = claimed(number);
        return (InDoubt) tables.change(sent.generation(), Optional.of(sent.doubt(CAUSE, NOW.plusSeconds(7200))));
    }

    private static AuditEntry entry(String outcome) {
        return new AuditEntry(Instant.parse("2026-11-23T10:00:00Z"), "ada", "settle", "gen", "why", outcome, null);
    }
}
