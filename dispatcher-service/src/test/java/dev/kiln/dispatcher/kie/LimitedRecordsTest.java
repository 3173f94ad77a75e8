package dev.kiln.dispatcher.kie;

import static dev.kiln.dispatcher.task.Samples.CAUSE;
import static org.assertj.core.api.Assertions.assertThat;

import dev.kiln.catalog.Family;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class LimitedRecordsTest {

    private final AtomicInteger reads = new AtomicInteger();
    private final AtomicInteger givenBack = new AtomicInteger();

    @Test
    void whatKieHasAnsweredGivesItsPartOfTheBudgetBack() {
        assertThat(read(new TaskRecord.Absent(), true)).contains(new TaskRecord.Absent());
        assertThat(read(new TaskRecord.Unreadable(CAUSE), true)).isPresent();

        assertThat(givenBack).hasValue(2);
    }

    /** It may be under way still, and be counted when it arrives. */
    @Test
    void whatWasNotAnsweredDoesNot() {
        assertThat(read(new TaskRecord.Unanswered(CAUSE), true)).isPresent();

        assertThat(givenBack).hasValue(0);
    }

    @Test
    void nothingIsAskedWhereTheBudgetIsUsedUp() {
        assertThat(read(new TaskRecord.Absent(), false)).isEmpty();

        assertThat(reads).hasValue(0);
    }

    private Optional<TaskRecord> read(TaskRecord record, boolean room) {
        Records records = (account, family, taskId) -> {
            reads.incrementAndGet();
            return new Records.Shown(record, RecordOrigin.UNKNOWN);
        };
        PollSlots slots = account -> room ? Optional.of(givenBack::incrementAndGet) : Optional.empty();
        return new LimitedRecords(records, slots)
                .show("main", Family.JOBS, "task-1")
                .map(Records.Shown::record);
    }
}
