package dev.kiln.dispatcher.kie;

import dev.kiln.catalog.Family;

/** Kie's records of tasks, with what they show of the create that made them. */
public interface Records {

    /** Reads a task's record with the account that is said to have created it. Blocks for a bounded time, tries once. */
    Shown show(String account, Family family, String taskId);

    /** @param origin {@link RecordOrigin#UNKNOWN} where there is no record */
    record Shown(TaskRecord record, RecordOrigin origin) {}
}
