package dev.kiln.dispatcher.task;

import dev.kiln.contract.SecondTaskFound;
import dev.kiln.dispatcher.audit.AuditEntry;
import java.util.Optional;

/** The tasks, changed by an operator's word: the step, its event and the audit are one transaction. All calls block. */
public interface AuditedTasks {

    Optional<Task> find(String generationId);

    /**
     * Runs the rule on the locked task and stores what it asks for.
     *
     * @param taskId locked, too, so that no two generations get one task; null where none is concerned
     */
    <R> R change(String generationId, String taskId, Rule<R> rule);

    /** Decides on the task, knowing which other generation has Kie's task already. */
    interface Rule<R> {
        Ruled<R> on(Optional<Task> task, Optional<String> otherOwner);
    }

    /**
     * @param step empty where the task is left as it is
     * @param second to be announced; mostly empty
     */
    record Ruled<R>(R outcome, Optional<Transition> step, Optional<SecondTaskFound> second, AuditEntry entry) {}
}
