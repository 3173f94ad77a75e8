package dev.kiln.dispatcher.restore;

import dev.kiln.contract.Cause;
import dev.kiln.dispatcher.audit.Order;
import dev.kiln.dispatcher.task.Inbox.Offset;
import dev.kiln.dispatcher.task.RestoreTables;
import dev.kiln.dispatcher.task.Said;
import dev.kiln.dispatcher.task.Task;
import dev.kiln.dispatcher.task.Transition;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.BooleanSupplier;

/** Tables that know offsets alone. */
record StoredOffsets(Map<Integer, Long> nextOffsets, BooleanSupplier restoring) implements RestoreTables {

    @Override
    public boolean underWay() {
        return restoring.getAsBoolean();
    }

    @Override
    public void begin(Order order) {
        throw new UnsupportedOperationException();
    }

    @Override
    public int doubt(String account, Cause cause, int limit) {
        throw new UnsupportedOperationException();
    }

    @Override
    public int store(List<Transition> arrivals, Offset offset) {
        throw new UnsupportedOperationException();
    }

    @Override
    public int recall(List<Said> said, BiFunction<Task, Said, Task> recall) {
        throw new UnsupportedOperationException();
    }

    @Override
    public Set<String> open(Collection<String> generationIds) {
        throw new UnsupportedOperationException();
    }

    @Override
    public void raise(String generationId, int attempt) {
        throw new UnsupportedOperationException();
    }

    @Override
    public List<String> unannounced(int limit) {
        throw new UnsupportedOperationException();
    }

    @Override
    public void end(Order order, String detail) {
        throw new UnsupportedOperationException();
    }
}
