package dev.kiln.simulator.task;

import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The tasks by id; the oldest ended ones fall out beyond the maximum. Thread-safe. */
public final class Tasks {

    private static final int SEARCH = 1000;

    private final int max;
    private final Map<String, Task> byId = new LinkedHashMap<>();

    public Tasks(int max) {
        this.max = max;
    }

    /** Makes room if needed; false if none can be made because the oldest tasks are still running. */
    synchronized boolean hasRoom() {
        if (byId.size() < max) {
            return true;
        }
        Iterator<Task> oldest = byId.values().iterator();
        for (int i = 0; i < SEARCH && oldest.hasNext(); i++) {
            if (oldest.next().state() instanceof TaskState.Ended) {
                oldest.remove();
                return true;
            }
        }
        return false;
    }

    synchronized void add(Task task) {
        byId.put(task.id(), task);
    }

    public synchronized Optional<Task> find(String id) {
        return Optional.ofNullable(byId.get(id));
    }

    /** The newest tasks, oldest of them first. */
    public synchronized List<Task> newest(int limit) {
        return byId.values().stream().skip(Math.max(0, byId.size() - limit)).toList();
    }
}
