package dev.kiln.dispatcher.task;

import java.time.Instant;
import java.util.HashMap;
import java.util.Map;

/** Further tasks that callbacks named, without a database. */
public final class InMemoryHeardTasks implements HeardTasks {

    public final Map<Heard, Instant> heard = new HashMap<>();

    @Override
    public void hear(Heard task, Instant at) {
        heard.putIfAbsent(task, at);
    }

    @Override
    public boolean isHeard(Heard task) {
        return heard.containsKey(task);
    }
}
