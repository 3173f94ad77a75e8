package dev.kiln.dispatcher.watch;

import static dev.kiln.dispatcher.task.Samples.CAUSE;
import static dev.kiln.dispatcher.task.Samples.NOW;
import static org.assertj.core.api.Assertions.assertThat;

import dev.kiln.catalog.Catalog;
import dev.kiln.contract.Credits;
import dev.kiln.contract.GenerationSucceeded;
import dev.kiln.contract.Submission;
import dev.kiln.dispatcher.kie.FixedPollSlots;
import dev.kiln.dispatcher.kie.LimitedRecords;
import dev.kiln.dispatcher.kie.Records;
import dev.kiln.dispatcher.kie.TaskRecord;
import dev.kiln.dispatcher.kie.TaskResult;
import dev.kiln.dispatcher.settle.Confirmation;
import dev.kiln.dispatcher.settle.Endings;
import dev.kiln.dispatcher.settle.SettleTask;
import dev.kiln.dispatcher.settle.SilentSettlements;
import dev.kiln.dispatcher.task.Finished;
import dev.kiln.dispatcher.task.InMemoryTasks;
import dev.kiln.dispatcher.task.Samples;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ConfirmTaskTest {

    private static final List<String> URLS = List.of("https://files.example.com/1.mp4");

    private final InMemoryTasks tasks = new InMemoryTasks(Samples.running()
            .finish("task-1", Samples.success("50"), NOW)
            .confirmingAt(NOW)
            .next());

    @Test
    void aRecordThatAgreesConfirmsSilently() {
        assertThat(confirm(NOW, finished("50"), true)).isEqualTo(PollResult.FINISHED);

        assertThat(ended().confirmAt()).isNull();
        assertThat(tasks.announced()).isEmpty();
    }

    @Test
    void aRecordThatDiffersCorrectsTheCompletion() {
        confirm(NOW, finished("42.5"), true);

        assertThat(ended().confirmAt()).isNull();
        assertThat(tasks.announced()).singleElement().isInstanceOfSatisfying(GenerationSucceeded.class, corrected -> {
            assertThat(corrected.charge().credits()).isEqualTo(Credits.of("42.5"));
            assertThat(corrected.corrects()).isNotNull();
        });
    }

    @Test
    void whatCannotBeReadYetIsReadAgainAndNotForEver() {
        for (TaskRecord record :
                List.of(new TaskRecord.Absent(), new TaskRecord.Pending(), new TaskRecord.Unreadable(CAUSE))) {
            confirm(NOW, record, true);
            assertThat(ended().confirmAt()).isEqualTo(NOW.plusSeconds(60));
        }
        Instant muchLater = NOW.plus(Duration.ofHours(13));
        confirm(muchLater, new TaskRecord.Absent(), true);
        assertThat(ended().confirmAt()).isNull();
        assertThat(tasks.announced()).isEmpty();
    }

    @Test
    void waitsForRoomInTheAccountsReads() {
        assertThat(confirm(NOW, finished("1"), false)).isEqualTo(PollResult.NO_SLOT);

        assertThat(ended().confirmAt()).isEqualTo(NOW.plusSeconds(5));
        assertThat(tasks.announced()).isEmpty();
        confirm(NOW.plus(Duration.ofHours(13)), finished("1"), false);
        assertThat(ended().confirmAt()).as("it is given up, too").isNull();
    }

    /** A callback ended it, and tells no account. */
    @Test
    void theAccountThatHasTheRecordCorrectsOneThatIsUnknown() {
        InMemoryTasks restored = new InMemoryTasks(Samples.ofUnknownAccount()
                .finish("task-1", Samples.success("50"), NOW)
                .confirmingAt(NOW)
                .next());

        assertThat(confirm(restored, NOW, new OneRecord(finished("50")).ofSecond(), true))
                .isEqualTo(PollResult.FINISHED);

        assertThat(restored.announced())
                .singleElement()
                .isInstanceOfSatisfying(GenerationSucceeded.class, corrected -> {
                    assertThat(corrected.submission()).isEqualTo(new Submission(1, "second", "task-1", NOW));
                    assertThat(corrected.charge().credits()).isEqualTo(Credits.of("50"));
                    assertThat(corrected.corrects()).isNotNull();
                });
    }

    private Finished ended() {
        return (Finished) tasks.only();
    }

    private static TaskRecord finished(String credits) {
        return new TaskRecord.Finished(new TaskResult.Succeeded(URLS, Credits.of(credits)));
    }

    private PollResult confirm(Instant at, TaskRecord record, boolean slot) {
        return confirm(tasks, at, new OneRecord(record), slot);
    }

    private static PollResult confirm(InMemoryTasks tasks, Instant at, Records shown, boolean slot) {
        Clock clock = Clock.fixed(at, ZoneOffset.UTC);
        SettleTask settle = new SettleTask(
                tasks,
                new Endings(Catalog.bundled()),
                new Confirmation(1, Duration.ofSeconds(10), Set.of("main")),
                clock,
                new SilentSettlements());
        LimitedRecords records = new LimitedRecords(shown, new FixedPollSlots(slot), OneRecord.ACCOUNTS);
        return new ConfirmTask(records, tasks, settle, clock).confirm((Finished) tasks.only());
    }
}
