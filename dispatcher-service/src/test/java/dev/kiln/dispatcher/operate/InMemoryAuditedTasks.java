package dev.kiln.dispatcher.operate;

import dev.kiln.contract.SecondTaskFound;
import dev.kiln.dispatcher.audit.AuditEntry;
import dev.kiln.dispatcher.task.AuditedTasks;
import dev.kiln.dispatcher.task.InMemoryTasks;
import dev.kiln.dispatcher.task.Task;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** One task and its audit without a database. */
final class InMemoryAuditedTasks implements AuditedTasks {

    final InMemoryTasks tasks;
    final List<AuditEntry> audit = new ArrayList<>();
    final List<SecondTaskFound> found = new ArrayList<>();
    Optional<String> otherOwner = Optional.empty();
    String asked;

    InMemoryAuditedTasks(Task task) {
        this.tasks = new InMemoryTasks(task);
    }

    @Override
    public Optional<Task> find(String generationId) {
        return tasks.change(generationId, task -> Optional.empty()).before();
    }

    @Override
    public <R> R change(String generationId, String taskId, Rule<R> rule) {
        asked = taskId;
        Ruled<R> ruled = rule.on(find(generationId), otherOwner);
        audit.add(ruled.entry());
        ruled.second().ifPresent(found::add);
        tasks.change(generationId, task -> ruled.step());
        return ruled.outcome();
    }
}
