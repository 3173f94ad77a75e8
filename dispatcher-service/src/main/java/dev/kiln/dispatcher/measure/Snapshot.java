package dev.kiln.dispatcher.measure;

import dev.kiln.dispatcher.overview.OpenState;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * The tables at one moment. A time is null where nothing waits.
 *
 * @param pollDue by account, when the read of a record that is due longest was due
 * @param confirmDue likewise of the records of ended tasks, over all accounts
 * @param outboxSince since when the oldest event waits
 */
public record Snapshot(
        List<Group> open,
        Map<String, Instant> pollDue,
        Instant confirmDue,
        long outbox,
        Instant outboxSince,
        long setAside) {

    /**
     * Open tasks of a kind.
     *
     * @param account null for what waits to be submitted
     * @param since when the oldest was accepted, or submitted; of a queue its first in line stands for it
     */
    public record Group(OpenState state, String model, String account, long tasks, Instant since) {}
}
