package dev.kiln.dispatcher.watch;

import dev.kiln.catalog.Family;
import dev.kiln.dispatcher.kie.RecordOrigin;
import dev.kiln.dispatcher.kie.Records;
import dev.kiln.dispatcher.kie.TaskRecord;
import java.util.List;

/**
 * Kie that shows one record of every task, to one of its accounts alone.
 *
 * @param owner the one that it is shown to
 */
record OneRecord(TaskRecord record, RecordOrigin origin, String owner) implements Records {

    static final List<String> ACCOUNTS = List.of("main", "second");

    OneRecord(TaskRecord record, RecordOrigin origin) {
        this(record, origin, "main");
    }

    OneRecord(TaskRecord record) {
        this(record, RecordOrigin.UNKNOWN);
    }

    OneRecord ofSecond() {
        return new OneRecord(record, origin, "second");
    }

    @Override
    public Shown show(String account, Family family, String taskId) {
        return account.equals(owner)
                ? new Shown(record, origin)
                : new Shown(new TaskRecord.Absent(), RecordOrigin.UNKNOWN);
    }
}
