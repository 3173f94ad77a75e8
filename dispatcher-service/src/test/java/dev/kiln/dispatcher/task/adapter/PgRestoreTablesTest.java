package dev.kiln.dispatcher.task.adapter;

import static dev.kiln.dispatcher.task.Samples.NOW;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kiln.contract.Cause;
import dev.kiln.contract.Reason;
import dev.kiln.contract.Submission;
import dev.kiln.contract.Topic;
import dev.kiln.dispatcher.audit.Order;
import dev.kiln.dispatcher.task.EarlyCancellations.Early;
import dev.kiln.dispatcher.task.Generation;
import dev.kiln.dispatcher.task.InDoubt;
import dev.kiln.dispatcher.task.Inbox.Offset;
import dev.kiln.dispatcher.task.Queued;
import dev.kiln.dispatcher.task.Running;
import dev.kiln.dispatcher.task.Said;
import dev.kiln.dispatcher.task.Submitting;
import dev.kiln.dispatcher.task.Transition;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class PgRestoreTablesTest {

    private static final Tables TABLES = new Tables();
    private static final Order ORDER = new Order("ada", "the disk failed");
    private static final Cause RESTORED = new Cause(Reason.RESTORED, "restored");
    private static final Offset OFFSET = new Offset("generation.requests", 3, 17);

    private final PgRestoreTables restore = new PgRestoreTables(TABLES.pool(), Tables.CLOCK);

    @BeforeEach
    void empty() {
        TABLES.empty();
    }

    @AfterAll
    static void close() {
        TABLES.close();
    }

    @Test
    void whatIsQueuedOrBeingSubmittedIsInDoubtAndWhatRunsStays() {
        Generation queued = Tables.generation(1);
        TABLES.store(Tables.queued(Tables.generation(2)));
        TABLES.store(Tables.queued(Tables.generation(3)));
        List<Submitting> claimed = TABLES.claims.claim(2);
        Generation running = claimed.getFirst().generation();
        Submitting submitting = claimed.getLast();
        TABLES.change(running, Optional.of(claimed.getFirst().created("task-1", NOW)));
        TABLES.store(Tables.queued(queued));
        restore.begin(ORDER);

        assertThat(restore.doubt("main", RESTORED, 1)).isEqualTo(1);
        assertThat(restore.doubt("main", RESTORED, 10)).isEqualTo(1);
        assertThat(restore.doubt("main", RESTORED, 10)).isZero();

        InDoubt doubt = (InDoubt) TABLES.read(queued);
        assertThat(doubt.submission()).isEqualTo(new Submission(1, "main", null, NOW));
        assertThat(doubt.cause()).isEqualTo(RESTORED);
        assertThat(doubt.parksAt()).isNull();
        assertThat(((InDoubt) TABLES.read(submitting.generation())).submission())
                .isEqualTo(submitting.submission());
        assertThat(TABLES.read(running)).isInstanceOf(Running.class);
        assertThat(restore.unannounced(10))
                .containsExactlyInAnyOrder(queued.id(), submitting.generation().id());
    }

    @Test
    void aRequestReadAgainIsInDoubtFromItsFirstMomentOnTogetherWithItsOffset() {
        restore.begin(ORDER);

        int stored = restore.store(List.of(doubtful(1)), OFFSET);

        assertThat(stored).isEqualTo(1);
        assertThat(TABLES.read(Tables.generation(1))).isEqualTo(doubtful(1).next());
        assertThat(restore.nextOffsets()).containsEntry(3, 17L);
        assertThat(restore.store(List.of(doubtful(1)), OFFSET)).isZero();
    }

    @Test
    void aRequestReadAgainIsCanceledWhereItsCancellationIsRememberedHoweverLong() {
        Early cancellation = new Early("studio", Tables.generation(1).id());
        new PgEarlyCancellations(TABLES.pool()).remember(cancellation, NOW.minus(Duration.ofDays(13)));
        restore.begin(ORDER);

        restore.store(List.of(doubtful(1), doubtful(2)), OFFSET);

        assertThat(TABLES.read(Tables.generation(1)).cancelRequested()).isTrue();
        assertThat(TABLES.read(Tables.generation(2)).cancelRequested()).isFalse();
    }

    @Test
    void bringsATaskUpToTheLastThatWasSaidOfItAndNeverBack() {
        Queued queued = Tables.queued(Tables.generation(1));
        Transition created = queued.claim("main", NOW, NOW).created("task-1", NOW);
        Transition ended = ((Running) created.next()).park(NOW);
        restore.begin(ORDER);
        restore.store(List.of(doubtful(1)), OFFSET);

        assertThat(restore.recall(List.of(said(ended), said(created)), (known, said) -> ended.next()))
                .isEqualTo(1);

        assertThat(TABLES.read(queued.generation())).isEqualTo(ended.next());
        assertThat(restore.recall(List.of(said(created)), (known, said) -> created.next()))
                .isZero();
        assertThat(TABLES.read(queued.generation())).isEqualTo(ended.next());
    }

    @Test
    void aCallbackOfALaterAttemptRaisesTheOneInDoubtByTheRestoreAlone() {
        restore.begin(ORDER);
        restore.store(List.of(doubtful(1)), OFFSET);
        restore.raise(Tables.generation(1).id(), 2, "unknown");
        restore.raise(Tables.generation(1).id(), 1, "another");

        assertThat(((InDoubt) TABLES.read(Tables.generation(1))).submission())
                .isEqualTo(new Submission(2, "unknown", null, NOW));
        assertThat(restore.open(
                        Set.of(Tables.generation(1).id(), Tables.generation(2).id())))
                .containsExactly(Tables.generation(1).id());
    }

    /** Another replica may have come to the end, and claims go on: nothing may be put in doubt any more. */
    @Test
    void changesNothingOnceNoRestoreIsUnderWay() {
        restore.begin(ORDER);
        restore.begin(ORDER);
        assertThat(restore.underWay()).isTrue();
        restore.end(ORDER, "done", List.of());
        assertThat(restore.underWay()).isFalse();
        TABLES.store(Tables.queued(Tables.generation(1)));

        assertThatThrownBy(() -> restore.doubt("main", RESTORED, 10)).hasMessageContaining("no restore is under way");

        assertThat(TABLES.read(Tables.generation(1))).isInstanceOf(Queued.class);
    }

    /** Another replica may not have noticed that it is held. */
    @Test
    void nothingIsClaimedWhileARestoreIsUnderWay() {
        TABLES.store(Tables.queued(Tables.generation(1)));
        restore.begin(ORDER);

        assertThat(TABLES.claims.room(5)).isZero();
        assertThat(TABLES.claims.claim(5)).isEmpty();

        restore.end(ORDER, "done", List.of());
        assertThat(TABLES.sql("update slot set free_at = '-infinity'").rowCount())
                .isPositive();
        assertThat(TABLES.claims.claim(5)).hasSize(1);
    }

    /** Most of them were never sent: neither the account's cap nor the tenant's may wait for their end. */
    @Test
    void whatIsInDoubtByTheRestoreKeepsNothingNewFromBeingClaimed() {
        restore.begin(ORDER);
        restore.store(
                IntStream.range(100, 131)
                        .mapToObj(PgRestoreTablesTest::doubtful)
                        .toList(),
                OFFSET);
        restore.end(ORDER, "done", List.of());
        TABLES.sql("update slot set free_at = '-infinity'");
        TABLES.sql("insert into tenant values ('studio', 1, 1, 1, false)");
        TABLES.store(Tables.queued(Tables.generation(1)));

        assertThat(TABLES.claims.claim(5)).hasSize(1);
    }

    /** Most of a table has ended long ago, and a restore has as little time as any statement. */
    @Test
    void findsWhatIsToBeDoubtedWithoutReadingTheWholeTable() {
        for (String sql : PgRestoreTables.DOUBT) {
            assertThat(planWithoutParameters(sql)).contains("Index Scan").doesNotContain("Seq Scan on task");
        }
    }

    /** In a session as the service's, which reads no table whole where an index serves at all. */
    private static String planWithoutParameters(String sql) {
        String explained = "explain "
                + sql.replace("$1", "'main'")
                        .replace("$2", "10")
                        .replace("$3", "''")
                        .replace("$4", "''");
        return TABLES.pool()
                .query(explained)
                .execute()
                .toCompletionStage()
                .toCompletableFuture()
                .orTimeout(20, TimeUnit.SECONDS)
                .thenApply(rows -> StreamSupport.stream(rows.spliterator(), false)
                        .map(row -> row.getString(0))
                        .collect(Collectors.joining("\n")))
                .join();
    }

    @Test
    void tellsHowFarEachTaskIsAndThatAForgottenOneGoesNoFurther() {
        TABLES.store(Tables.queued(Tables.generation(1)));
        TABLES.store(Tables.queued(Tables.generation(2)));
        TABLES.claims.claim(1);
        TABLES.sql("insert into ended_generation values ('forgotten', 'studio', 'f1')");

        assertThat(restore.versions(
                        Set.of(Tables.generation(1).id(), Tables.generation(2).id(), "forgotten", "unknown")))
                .containsOnlyKeys(
                        Tables.generation(1).id(), Tables.generation(2).id(), "forgotten")
                .containsEntry("forgotten", Long.MAX_VALUE)
                .containsValues(0L, 1L);
    }

    /** A topic that was made anew begins at 0 again. */
    @Test
    void remembersHowFarTheLastRestoreHasHeardWhatWasSaid() {
        assertThat(restore.accounted(Topic.GENERATION_SUBMISSIONS)).isEmpty();
        restore.end(
                ORDER,
                "done",
                List.of(new Offset("generation.submissions", 3, 17), new Offset("generation.completions", 4, 5)));
        restore.end(ORDER, "done", List.of(new Offset("generation.submissions", 3, 2)));

        assertThat(restore.accounted(Topic.GENERATION_SUBMISSIONS)).isEqualTo(Map.of(3, 2L));
        assertThat(restore.accounted(Topic.GENERATION_COMPLETIONS)).isEqualTo(Map.of(4, 5L));
        assertThat(restore.nextOffsets()).isEmpty();
    }

    private static Transition doubtful(int number) {
        Generation generation = Tables.generation(number);
        return new Transition(
                new InDoubt(generation, 0, false, new Submission(1, "main", null, NOW), RESTORED, null),
                Optional.empty());
    }

    private static Said said(Transition step) {
        return Said.in(step.event().orElseThrow()).orElseThrow();
    }
}
