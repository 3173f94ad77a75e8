package dev.kiln.dispatcher.watch;

import static dev.kiln.dispatcher.task.Samples.NOW;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.MissingNode;
import dev.kiln.catalog.Catalog;
import dev.kiln.contract.Credits;
import dev.kiln.contract.GenerationIds;
import dev.kiln.contract.GenerationSubmitted;
import dev.kiln.contract.GenerationSucceeded;
import dev.kiln.contract.Submission;
import dev.kiln.dispatcher.kie.FixedPollSlots;
import dev.kiln.dispatcher.kie.LimitedRecords;
import dev.kiln.dispatcher.kie.RecordOrigin;
import dev.kiln.dispatcher.kie.Records;
import dev.kiln.dispatcher.kie.TaskRecord;
import dev.kiln.dispatcher.kie.TaskResult;
import dev.kiln.dispatcher.settle.Confirmation;
import dev.kiln.dispatcher.settle.Endings;
import dev.kiln.dispatcher.settle.SettleTask;
import dev.kiln.dispatcher.settle.SilentSettlements;
import dev.kiln.dispatcher.task.Finished;
import dev.kiln.dispatcher.task.InDoubt;
import dev.kiln.dispatcher.task.InMemoryTasks;
import dev.kiln.dispatcher.task.Parked;
import dev.kiln.dispatcher.task.Queued;
import dev.kiln.dispatcher.task.Running;
import dev.kiln.dispatcher.task.Samples;
import dev.kiln.dispatcher.task.Submitted;
import dev.kiln.dispatcher.task.Task;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class PollTaskTest {

    private static final TaskRecord ENDED = new TaskRecord.Finished(
            new TaskResult.Succeeded(List.of("https://files.example.com/anothers.mp4"), Credits.of("50")));

    private static final Duration DOUBT_PARKS_AFTER = Duration.ofHours(2);
    private static final Duration PARKS_AFTER = Duration.ofHours(24);
    private static final Duration WHEN_PARKED = Duration.ofDays(1);

    private final InMemoryTasks tasks = new InMemoryTasks(Samples.running());

    @Test
    void whatIsUnderWayIsReadAgain() {
        assertThat(poll(NOW.plusSeconds(10), true)).isEqualTo(PollResult.PENDING);

        assertThat(tasks.only())
                .isInstanceOfSatisfying(
                        Running.class, running -> assertThat(running.pollAt()).isEqualTo(NOW.plusSeconds(12)));
    }

    @Test
    void whatShowsNoEndForLongIsParkedAndReadRarely() {
        Instant late = NOW.plus(PARKS_AFTER);
        poll(late, true);
        poll(late.plusSeconds(60), true);

        assertThat(tasks.only())
                .isInstanceOfSatisfying(
                        Parked.class,
                        parked -> assertThat(parked.pollAt())
                                .isEqualTo(late.plusSeconds(60).plus(WHEN_PARKED)));
    }

    /** An account that is configured no more has no reads. */
    @Test
    void whatIsNeverReadIsParkedAllTheSame() {
        assertThat(poll(NOW.plusSeconds(10), false)).isEqualTo(PollResult.NO_SLOT);
        assertThat(tasks.only())
                .isInstanceOfSatisfying(
                        Running.class, running -> assertThat(running.pollAt()).isEqualTo(NOW.plusSeconds(11)));

        Instant late = NOW.plus(PARKS_AFTER);
        poll(late, false);
        assertThat(tasks.only()).isInstanceOf(Parked.class);

        poll(late, false);
        assertThat(tasks.only())
                .isInstanceOfSatisfying(
                        Parked.class, parked -> assertThat(parked.pollAt()).isEqualTo(late.plusSeconds(60)));
    }

    @Test
    void theTaskThatAHintNamedIsBelievedUnlessItsRecordIsThatOfAnotherCreate() {
        RecordOrigin another = new RecordOrigin(
                Optional.of("task-9"),
                Optional.of("z-image"),
                Optional.empty(),
                MissingNode.getInstance(),
                Optional.of(NOW));
        Task hinted = Samples.inDoubt().lookInto("task-9", NOW).next();

        InMemoryTasks forged = new InMemoryTasks(hinted);
        assertThat(poll(forged, new OneRecord(ENDED, another), NOW.plusSeconds(10), true))
                .isEqualTo(PollResult.CONTRADICTED);
        assertThat(forged.only()).isInstanceOfSatisfying(InDoubt.class, PollTaskTest::isAsBefore);

        InMemoryTasks silent = new InMemoryTasks(hinted);
        assertThat(poll(silent, new OneRecord(ENDED), NOW.plusSeconds(10), true))
                .isEqualTo(PollResult.FINISHED);
        assertThat(silent.only()).isInstanceOf(Finished.class);
    }

    /** Of a request that was made twice the records are alike, and show no callback. */
    @Test
    void theTaskThatAHintNamedIsNotBelievedWhereKieHasNamedItForAnother() {
        Task hinted = Samples.inDoubt().lookInto("task-1", NOW).next();
        Task twin = new Queued(Samples.generation(GenerationIds.ofRequest("studio", "/twin", "1")), 0, false, null, NOW)
                .claim("main", NOW, NOW.plusSeconds(60))
                .created("task-1", NOW)
                .next();
        InMemoryTasks tasks = new InMemoryTasks(hinted, twin);

        assertThat(poll(tasks, new OneRecord(ENDED), NOW.plusSeconds(10), true)).isEqualTo(PollResult.CONTRADICTED);
    }

    @Test
    void aTaskThatAHintNamedAndThatIsNotThereIsForgotten() {
        InMemoryTasks hinted =
                new InMemoryTasks(Samples.inDoubt().lookInto("task-9", NOW).next());
        Records nothing = new OneRecord(new TaskRecord.Absent());

        assertThat(poll(hinted, nothing, NOW.plusSeconds(120), true)).isEqualTo(PollResult.ABSENT);
        assertThat(hinted.only()).isInstanceOf(Running.class);
        assertThat(poll(hinted, nothing, NOW.plusSeconds(121), true)).isEqualTo(PollResult.CONTRADICTED);

        assertThat(hinted.only()).isInstanceOfSatisfying(InDoubt.class, PollTaskTest::isAsBefore);
    }

    @Test
    void aHintOfAnUnknownAccountIsLookedForWithEachAndEndsWithTheOneThatHasTheRecord() {
        InMemoryTasks hinted = new InMemoryTasks(
                Samples.ofUnknownAccount().lookInto("task-9", NOW).next());
        Records pending = new OneRecord(new TaskRecord.Pending()).ofSecond();

        assertThat(poll(hinted, pending, NOW.plusSeconds(10), true)).isEqualTo(PollResult.PENDING);
        assertThat(hinted.only().lastSubmission().account())
                .as("a hint may have named another's task")
                .isEqualTo("unknown");

        assertThat(poll(hinted, new OneRecord(ENDED).ofSecond(), NOW.plusSeconds(20), true))
                .isEqualTo(PollResult.FINISHED);
        assertThat(hinted.announced()).singleElement().isInstanceOfSatisfying(GenerationSucceeded.class, ended -> {
            assertThat(ended.submission().account()).isEqualTo("second");
            assertThat(ended.submission().taskId()).isEqualTo("task-9");
        });
    }

    @Test
    void aTaskOfAnUnknownAccountTakesOverTheOneThatHasItsRecord() {
        Running running =
                (Running) Samples.ofUnknownAccount().created("task-1", NOW).next();
        Records second = new OneRecord(new TaskRecord.Pending()).ofSecond();
        for (Task known : List.of(running, running.park(NOW).next())) {
            InMemoryTasks tasks = new InMemoryTasks(known);

            poll(tasks, second, NOW.plusSeconds(10), true);
            poll(tasks, second, NOW.plusSeconds(12), true);

            assertThat(tasks.only()).isInstanceOf(Running.class);
            assertThat(tasks.announced())
                    .singleElement()
                    .isInstanceOfSatisfying(
                            GenerationSubmitted.class,
                            step -> assertThat(step.submission())
                                    .isEqualTo(new Submission(1, "second", "task-1", NOW)));
        }
    }

    private static void isAsBefore(InDoubt doubt) {
        assertThat(doubt.submission().taskId()).isNull();
        assertThat(doubt.parksAt()).isEqualTo(NOW.plus(DOUBT_PARKS_AFTER));
    }

    private PollResult poll(Instant at, boolean slot) {
        return poll(tasks, new OneRecord(new TaskRecord.Pending()), at, slot);
    }

    private static PollResult poll(InMemoryTasks tasks, Records records, Instant at, boolean slot) {
        Clock clock = Clock.fixed(at, ZoneOffset.UTC);
        SettleTask settle = new SettleTask(
                tasks,
                new Endings(Catalog.bundled()),
                new Confirmation(1, Duration.ofSeconds(10), Set.of("main")),
                clock,
                new SilentSettlements());
        PollIntervals intervals = new PollIntervals(Duration.ofSeconds(2), DOUBT_PARKS_AFTER, PARKS_AFTER, WHEN_PARKED);
        LimitedRecords limited = new LimitedRecords(records, new FixedPollSlots(slot), OneRecord.ACCOUNTS);
        return new PollTask(limited, tasks, settle, intervals, clock).poll((Submitted) tasks.only());
    }
}
