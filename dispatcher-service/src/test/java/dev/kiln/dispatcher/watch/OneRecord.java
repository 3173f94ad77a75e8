package dev.kiln.dispatcher.watch;

import dev.kiln.catalog.Family;
import dev.kiln.dispatcher.kie.Kie;
import dev.kiln.dispatcher.kie.TaskRecord;
import java.util.List;

/** Kie that shows one record of every task, and takes no create. */
record OneRecord(TaskRecord record) implements Kie {

    @Override
    public List<Connection> connect(int most) {
        throw new AssertionError("nothing is created by a read");
    }

    @Override
    public TaskRecord read(String account, Family family, String taskId) {
        return record;
    }
}
