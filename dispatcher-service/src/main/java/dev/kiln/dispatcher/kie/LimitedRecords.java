package dev.kiln.dispatcher.kie;

import dev.kiln.catalog.Family;
import java.time.Duration;
import java.util.Optional;

/** Kie's records, read within each account's budget. */
public final class LimitedRecords {

    private final Records records;
    private final PollSlots slots;

    public LimitedRecords(Records records, PollSlots slots) {
        this.records = records;
        this.slots = slots;
    }

    /** From a read's begin until it has ended, one way or another: head and body have that time each. */
    public static Duration longest(Duration readTimeout) {
        return readTimeout.multipliedBy(2);
    }

    /** As {@link Records#show}; empty, with nothing asked, where the account's budget is used up. */
    public Optional<Records.Shown> show(String account, Family family, String taskId) {
        return slots.take(account).map(slot -> {
            Records.Shown shown = records.show(account, family, taskId);
            if (!(shown.record() instanceof TaskRecord.Unanswered)) {
                slot.answered();
            }
            return shown;
        });
    }
}
