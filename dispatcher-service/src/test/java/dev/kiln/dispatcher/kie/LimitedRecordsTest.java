package dev.kiln.dispatcher.kie;

import static dev.kiln.dispatcher.task.Samples.CAUSE;
import static org.assertj.core.api.Assertions.assertThat;

import dev.kiln.catalog.Family;
import dev.kiln.dispatcher.kie.LimitedRecords.Found;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class LimitedRecordsTest {

    private static final TaskRecord ABSENT = new TaskRecord.Absent();
    private static final TaskRecord PENDING = new TaskRecord.Pending();
    private static final TaskRecord REFUSED = new TaskRecord.AccountStopped(CAUSE);

    private final List<String> read = new ArrayList<>();
    private final AtomicInteger givenBack = new AtomicInteger();

    @Test
    void whatKieHasAnsweredGivesItsPartOfTheBudgetBack() {
        assertThat(record(find("main", Map.of("main", ABSENT)))).contains(ABSENT);
        assertThat(record(find("main", Map.of("main", new TaskRecord.Unreadable(CAUSE)))))
                .isPresent();

        assertThat(givenBack).hasValue(2);
    }

    /** It may be under way still, and be counted when it arrives. */
    @Test
    void whatWasNotAnsweredDoesNot() {
        assertThat(record(find("main", Map.of("main", new TaskRecord.Unanswered(CAUSE)))))
                .isPresent();

        assertThat(givenBack).hasValue(0);
    }

    @Test
    void nothingIsAskedWhereTheBudgetIsUsedUp() {
        assertThat(find("main", Map.of())).isEmpty();

        assertThat(read).isEmpty();
    }

    @Test
    void anAccountWithAKeyIsAskedAlone() {
        Optional<Found> found = find("main", Map.of("main", ABSENT, "second", PENDING));

        assertThat(record(found)).contains(ABSENT);
        assertThat(read).containsExactly("main");
    }

    @Test
    void withoutAKeyEachThatHasOneIsAskedUntilOneHasTheRecord() {
        assertThat(find("unknown", Map.of("main", ABSENT, "second", PENDING)).map(Found::account))
                .contains("second");
        assertThat(find("unknown", Map.of("main", PENDING, "second", ABSENT)).map(Found::account))
                .contains("main");

        assertThat(read).containsExactly("main", "second", "main");
        assertThat(record(find("unknown", Map.of("main", ABSENT, "second", ABSENT))))
                .contains(ABSENT);
    }

    /** It may be there all the same. */
    @Test
    void aRecordIsNotAbsentWhereAnAccountCouldNotBeAsked() {
        assertThat(find("unknown", Map.of("main", ABSENT))).isEmpty();
        assertThat(find("unknown", Map.of("second", ABSENT))).isEmpty();
        assertThat(record(find("unknown", Map.of("main", ABSENT, "second", REFUSED))))
                .contains(REFUSED);
        assertThat(record(find("unknown", Map.of("main", REFUSED, "second", ABSENT))))
                .contains(REFUSED);
    }

    @Test
    void anAccountWithoutRoomDoesNotKeepTheRecordFromBeingFoundInAnother() {
        assertThat(find("unknown", Map.of("second", PENDING)).map(Found::account))
                .contains("second");
    }

    /** Else one that hangs at each account would outlast the lease of its task. */
    @Test
    void aReadThatIsNotAnsweredEndsTheSearch() {
        TaskRecord unanswered = new TaskRecord.Unanswered(CAUSE);

        assertThat(record(find("unknown", Map.of("main", unanswered, "second", PENDING))))
                .contains(unanswered);

        assertThat(read).containsExactly("main");
    }

    private static Optional<TaskRecord> record(Optional<Found> found) {
        return found.map(there -> there.shown().record());
    }

    /** @param shown by account; the others' budgets are used up */
    private Optional<Found> find(String account, Map<String, TaskRecord> shown) {
        Records records = (asked, family, taskId) -> {
            read.add(asked);
            return new Records.Shown(shown.get(asked), RecordOrigin.UNKNOWN);
        };
        PollSlots slots =
                asked -> shown.containsKey(asked) ? Optional.of(givenBack::incrementAndGet) : Optional.empty();
        return new LimitedRecords(records, slots, Set.of("main", "second")).find(account, Family.JOBS, "task-1");
    }
}
