package dev.kiln.dispatcher.watch;

import dev.kiln.catalog.Family;
import dev.kiln.dispatcher.kie.RecordOrigin;
import dev.kiln.dispatcher.kie.Records;
import dev.kiln.dispatcher.kie.TaskRecord;

/** Kie that shows one record of every task. */
record OneRecord(TaskRecord record, RecordOrigin origin) implements Records {

    OneRecord(TaskRecord record) {
        this(record, RecordOrigin.UNKNOWN);
    }

    @Override
    public Shown show(String account, Family family, String taskId) {
        return new Shown(record, origin);
    }
}
