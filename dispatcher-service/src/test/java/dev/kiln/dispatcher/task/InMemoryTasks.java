package dev.kiln.dispatcher.task;

import dev.kiln.contract.KilnEvent;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;

/** The tasks without a database, for tests of what is decided about them; remembers what was announced. */
public final class InMemoryTasks implements Tasks {

    private final Map<String, Task> tasks = new LinkedHashMap<>();
    private final List<KilnEvent> announced = new ArrayList<>();

    public InMemoryTasks(Task... tasks) {
        for (Task task : tasks) {
            put(task);
        }
    }

    public void put(Task task) {
        tasks.put(task.generation().id(), task);
    }

    public Task only() {
        return tasks.values().iterator().next();
    }

    public List<Task> all() {
        return List.copyOf(tasks.values());
    }

    public List<KilnEvent> announced() {
        return announced;
    }

    @Override
    public Change change(String generationId, Function<Task, Optional<Transition>> change) {
        Optional<Task> before = Optional.ofNullable(tasks.get(generationId));
        Optional<Transition> transition = before.flatMap(change);
        transition.ifPresent(step -> {
            put(step.next());
            step.event().ifPresent(announced::add);
        });
        return new Change(before, transition);
    }

    @Override
    public boolean isOfAnother(String taskId, String generationId) {
        return tasks.values().stream()
                .filter(task -> !task.generation().id().equals(generationId))
                .filter(task -> !(task instanceof Submitted submitted && submitted.hinted()))
                .map(Task::lastSubmission)
                .anyMatch(known -> known != null && taskId.equals(known.taskId()));
    }

    @Override
    public List<String> unreported(Instant now, int limit) {
        return ids(
                limit,
                task -> task instanceof Submitting sent && !sent.sweepAt().isAfter(now));
    }

    @Override
    public List<String> unsettled(Instant now, int limit) {
        return ids(
                limit, task -> task instanceof InDoubt doubt && !doubt.parksAt().isAfter(now));
    }

    @Override
    public List<String> expired(Instant now, int limit) {
        return ids(
                limit,
                task -> task instanceof Queued && !task.generation().expiresAt().isAfter(now));
    }

    @Override
    public List<Task> takeDueForPoll(Instant now, Instant leaseUntil, int limit) {
        return tasks.values().stream()
                .filter(task ->
                        task instanceof Running running && !running.pollAt().isAfter(now))
                .toList();
    }

    @Override
    public List<Task> takeDueForConfirmation(Instant now, Instant leaseUntil, int limit) {
        return tasks.values().stream()
                .filter(task -> task instanceof Finished finished
                        && finished.confirmAt() != null
                        && !finished.confirmAt().isAfter(now))
                .toList();
    }

    @Override
    public int forgetEndedBefore(Instant time, int limit) {
        int before = tasks.size();
        tasks.values()
                .removeIf(task -> task instanceof Finished finished
                        && finished.completion().completedAt().isBefore(time));
        return before - tasks.size();
    }

    private List<String> ids(int limit, Predicate<Task> which) {
        return tasks.values().stream()
                .filter(which)
                .limit(limit)
                .map(task -> task.generation().id())
                .toList();
    }
}
