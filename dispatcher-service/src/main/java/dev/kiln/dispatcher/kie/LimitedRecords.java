package dev.kiln.dispatcher.kie;

import dev.kiln.catalog.Family;
import dev.kiln.contract.Submission;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** Kie's records, read within each account's budget. */
public final class LimitedRecords {

    private final Records records;
    private final PollSlots slots;
    private final List<String> accounts;

    /** @param accounts those that have a key */
    public LimitedRecords(Records records, PollSlots slots, Collection<String> accounts) {
        this.records = records;
        this.slots = slots;
        this.accounts = accounts.stream().sorted().toList();
    }

    /** From a read's begin until it has ended, one way or another: head and body have that time each. */
    public static Duration longest(Duration readTimeout) {
        return readTimeout.multipliedBy(2);
    }

    /** What was shown to an account. */
    public record Found(String account, Records.Shown shown) {

        public boolean isThere() {
            return switch (shown.record()) {
                case TaskRecord.Pending pending -> true;
                case TaskRecord.Finished finished -> true;
                case TaskRecord.Absent absent -> false;
                case TaskRecord.Unreadable unreadable -> false;
                case TaskRecord.Unanswered unanswered -> false;
                case TaskRecord.AccountStopped stopped -> false;
            };
        }

        private boolean isUnanswered() {
            return shown.record() instanceof TaskRecord.Unanswered;
        }

        private boolean isAbsent() {
            return shown.record() instanceof TaskRecord.Absent;
        }

        /** The attempt, with the account that was shown its record. */
        public Submission of(Submission attempt) {
            return new Submission(attempt.attempt(), account, attempt.taskId(), attempt.submittedAt());
        }
    }

    /**
     * The task's record as it is shown to the account that is said to have created it; where that has no key, as it is shown
     * to the first that has it. Empty where it may be that of an account whose budget is used up. A read that is not answered
     * ends the search, so that it takes hardly longer than one.
     */
    public Optional<Found> find(String account, Family family, String taskId) {
        List<String> asked = accounts.contains(account) ? List.of(account) : accounts;
        List<Found> elsewhere = new ArrayList<>();
        for (String each : asked) {
            Optional<Found> found = show(each, family, taskId).map(shown -> new Found(each, shown));
            if (found.filter(shown -> shown.isThere() || shown.isUnanswered()).isPresent()) {
                return found;
            }
            found.ifPresent(elsewhere::add);
        }
        return elsewhere.size() < asked.size()
                ? Optional.empty()
                : elsewhere.stream().min(Comparator.comparing(Found::isAbsent));
    }

    private Optional<Records.Shown> show(String account, Family family, String taskId) {
        return slots.take(account).map(slot -> {
            Records.Shown shown = records.show(account, family, taskId);
            if (!(shown.record() instanceof TaskRecord.Unanswered)) {
                slot.answered();
            }
            return shown;
        });
    }
}
