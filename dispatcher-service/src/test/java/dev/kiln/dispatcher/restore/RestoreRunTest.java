package dev.kiln.dispatcher.restore;

import static dev.kiln.dispatcher.task.Samples.ID;
import static dev.kiln.dispatcher.task.Samples.NOW;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.kiln.catalog.Catalog;
import dev.kiln.contract.BudgetsSet;
import dev.kiln.contract.Envelope;
import dev.kiln.contract.GenerationIds;
import dev.kiln.contract.GenerationRequested;
import dev.kiln.contract.Topic;
import dev.kiln.dispatcher.audit.Effect;
import dev.kiln.dispatcher.audit.Order;
import dev.kiln.dispatcher.budget.Budgets;
import dev.kiln.dispatcher.budget.Charged;
import dev.kiln.dispatcher.intake.AcceptRequest;
import dev.kiln.dispatcher.intake.TakeCharges;
import dev.kiln.dispatcher.restore.RestoreRun.State;
import dev.kiln.dispatcher.restore.RestoreTasks.Doubts;
import dev.kiln.dispatcher.restore.RestoreTasks.Intakes;
import dev.kiln.dispatcher.stop.Hold;
import dev.kiln.dispatcher.task.InDoubt;
import dev.kiln.dispatcher.task.InMemoryTasks;
import dev.kiln.dispatcher.task.Queued;
import dev.kiln.dispatcher.task.Samples;
import dev.kiln.dispatcher.task.Transition;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RestoreRunTest {

    private static final Order ORDER = new Order("ada", "the disk failed");
    private static final Clock CLOCK = Clock.fixed(NOW, ZoneOffset.UTC);
    private static final String UNKNOWN = GenerationIds.ofRequest("studio", "/test", "unknown");

    private final Hold hold = new Hold();
    private final InMemoryRestoreTables tables = new InMemoryRestoreTables();
    private final InMemoryHistory history = new InMemoryHistory();
    private final CheckDatabase check = new CheckDatabase(tables, history, hold);
    private final RestoreRun run = new RestoreRun(
            check,
            new RestoreTasks(
                    tables,
                    history,
                    new InMemoryTasks(),
                    new Intakes(
                            new AcceptRequest(Catalog.bundled(), Duration.ofHours(24), CLOCK),
                            null,
                            null,
                            null,
                            null,
                            new TakeCharges(new NoBudgets())),
                    new Doubts("main", Duration.ofHours(2)),
                    CLOCK),
            hold);

    @Test
    void withoutAGapItDoubtsWhatIsQueuedTakesTheWordsAndEndsTheHold() {
        tables.queued = 1200;
        tables.versions.put(ID, 0L);
        saySubmitted(ID);
        check.check();
        assertThat(hold.stands()).isTrue();

        assertThat(run.start(ORDER, false)).contains(Effect.DONE);

        awaitEnd();
        assertThat(run.status().report()).isEqualTo(new RestoreReport(1200, 0, 0, 1, 0, 0));
        assertThat(tables.versions).containsEntry(ID, 2L);
    }

    /** Its request is kept by no topic any more: it stays unknown, which must not hold the dispatcher for ever. */
    @Test
    void whatStaysMissingHoldsNoLongerThanTheRestore() {
        saySubmitted(UNKNOWN);
        check.check();
        assertThat(hold.stands()).isTrue();

        run.start(ORDER, false);

        awaitEnd();
        assertThat(tables.versions).isEmpty();
        assertThat(tables.accounted)
                .containsEntry("generation.submissions", 1L)
                .containsEntry("generation.completions", 0L);
    }

    /** The group's offset was lost with the process that had stored and sent it. */
    @Test
    void whatIsSpokenOfIsNoNewRequestThoughTheGroupWillReadItAsOne() {
        String before = request("before");
        String spokenOf = request("spoken of");
        request("never read");
        tables.versions.put(before, 1L);
        tables.nextOffsets.put(0, 1L);
        history.committed.put(0, 1L);
        saySubmitted(before);
        saySubmitted(spokenOf);
        hold.because("its words are compared");
        check.check();

        run.start(ORDER, false);

        awaitEnd();
        assertThat(tables.stored.keySet()).containsExactly(spokenOf);
        assertThat(tables.stored.get(spokenOf)).isInstanceOf(InDoubt.class);
        assertThat(tables.versions).containsEntry(spokenOf, 2L);
        assertThat(tables.nextOffsets).as("what is behind it is yet to be read").containsEntry(0, 1L);
    }

    @Test
    void whereNothingIsMissingItIsRefusedUnlessItIsForced() {
        tables.queued = 3;
        check.check();

        assertThat(run.start(ORDER, false)).isEmpty();
        assertThat(tables.doubted).isZero();

        assertThat(run.start(ORDER, true)).contains(Effect.DONE);
        awaitEnd();
        assertThat(tables.doubted).isEqualTo(3);
    }

    /** The broker may be away just then: what was restored is restored. */
    @Test
    void aLookThatFailsAfterItMakesNoFailureOfIt() {
        check.check();
        history.awayAtLook = 3;

        run.start(ORDER, true);

        await().atMost(Duration.ofSeconds(10)).until(() -> history.looks.get() == 3);
        await().atMost(Duration.ofSeconds(10)).until(() -> run.status().state() != State.RUNNING);
        assertThat(run.status().state()).isEqualTo(State.DONE);
    }

    private void awaitEnd() {
        await().atMost(Duration.ofSeconds(10)).until(() -> run.status().state() != State.RUNNING);
        assertThat(run.status().failure()).isNull();
        await("the look after it").atMost(Duration.ofSeconds(10)).until(() -> !hold.stands());
    }

    private String request(String name) {
        String id = GenerationIds.ofRequest("studio", "/test", name);
        history.add(
                Topic.GENERATION_REQUESTS,
                Envelope.GATEWAY,
                new GenerationRequested(
                        id, "kling/v2-1-pro", Samples.generation().input(), null, Map.of(), null, null, null));
        return id;
    }

    private void saySubmitted(String id) {
        Transition created = new Queued(Samples.generation(id), 0, false, null, NOW)
                .claim("main", NOW, NOW)
                .created("task-1", NOW);
        history.add(
                Topic.GENERATION_SUBMISSIONS,
                Envelope.DISPATCHER,
                created.event().orElseThrow());
    }

    private static final class NoBudgets implements Budgets {

        @Override
        public void set(BudgetsSet budgets) {}

        @Override
        public void recount() {}

        @Override
        public void charge(List<Charged> charges) {}

        @Override
        public Sweep sweep(int most) {
            return new Sweep(0, 0, 0, false);
        }

        @Override
        public int wake(int most) {
            return 0;
        }

        @Override
        public int forget(int most) {
            return 0;
        }
    }
}
