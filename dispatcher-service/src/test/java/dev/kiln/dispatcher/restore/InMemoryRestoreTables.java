package dev.kiln.dispatcher.restore;

import dev.kiln.contract.Cause;
import dev.kiln.contract.Topic;
import dev.kiln.dispatcher.audit.Order;
import dev.kiln.dispatcher.task.Inbox.Offset;
import dev.kiln.dispatcher.task.RestoreTables;
import dev.kiln.dispatcher.task.Said;
import dev.kiln.dispatcher.task.Task;
import dev.kiln.dispatcher.task.Transition;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiFunction;

/** Tables that know of each task its version alone. */
final class InMemoryRestoreTables implements RestoreTables {

    final Map<Integer, Long> nextOffsets = new HashMap<>();
    final Map<String, Long> versions = new HashMap<>();
    /** By topic, of its one partition. */
    final Map<String, Long> accounted = new HashMap<>();

    final Map<String, Task> stored = new HashMap<>();
    boolean underWay;
    int queued;
    int doubted;

    @Override
    public Map<Integer, Long> nextOffsets() {
        return nextOffsets;
    }

    @Override
    public Map<Integer, Long> accounted(Topic topic) {
        return Map.of(0, accounted.getOrDefault(topic.baseName(), 0L));
    }

    @Override
    public Map<String, Long> versions(Collection<String> generationIds) {
        Map<String, Long> known = new HashMap<>(versions);
        known.keySet().retainAll(generationIds);
        return known;
    }

    @Override
    public boolean underWay() {
        return underWay;
    }

    @Override
    public void begin(Order order) {
        underWay = true;
    }

    @Override
    public int doubt(String account, Cause cause, int limit) {
        int some = Math.min(limit, queued);
        queued -= some;
        doubted += some;
        return some;
    }

    @Override
    public int store(List<Transition> arrivals, Offset offset) {
        arrivals.forEach(
                arrival -> stored.putIfAbsent(arrival.next().generation().id(), arrival.next()));
        stored.keySet().forEach(id -> versions.putIfAbsent(id, 0L));
        nextOffsets.merge(offset.partition(), offset.next(), Math::max);
        return arrivals.size();
    }

    @Override
    public int recall(List<Said> said, BiFunction<Task, Said, Task> recall) {
        said.forEach(word ->
                versions.computeIfPresent(word.generationId(), (id, version) -> Math.max(version, word.sequence())));
        return said.size();
    }

    @Override
    public Set<String> open(Collection<String> generationIds) {
        return Set.of();
    }

    @Override
    public void raise(String generationId, int attempt, String account) {
        throw new UnsupportedOperationException();
    }

    @Override
    public List<String> unannounced(int limit) {
        return List.of();
    }

    @Override
    public void end(Order order, String detail, List<Offset> until) {
        until.forEach(offset -> accounted.put(offset.topic(), offset.next()));
        underWay = false;
    }
}
