package dev.kiln.dispatcher.task.adapter;

import dev.kiln.contract.Submission;
import dev.kiln.dispatcher.task.Finished;
import dev.kiln.dispatcher.task.Queued;
import dev.kiln.dispatcher.task.Submitted;
import dev.kiln.dispatcher.task.Submitting;
import dev.kiln.dispatcher.task.Task;
import dev.kiln.dispatcher.task.Transition;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Tuple;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Writes steps of tasks whose rows are locked, and their events. */
final class TaskWrites {

    private static final String UPDATE = """
            update task set state = $2, version = $3, due_at = $4, cancel_requested = $5, attempt = $6, account = $7,
                task_id = $8, submitted_at = $9, cause_reason = $10, cause_detail = $11, hinted_task_id = $13,
                completion = $12::text::jsonb, input = case when $12::text is null then input end,
                ended_at = case when $12::text is not null then coalesce(ended_at, clock_timestamp()) end
            where generation_id = $1
            """;

    /** Of a task that has ended all else is written already. */
    private static final String READ_AGAIN = "update task set due_at = $2 where generation_id = $1";

    private final OutboxRows outbox;

    TaskWrites(OutboxRows outbox) {
        this.outbox = outbox;
    }

    void store(SqlConnection connection, Transition step) {
        storeAll(connection, List.of(step));
    }

    /** Stores the steps, of which a task may have made several in their order. */
    void storeAll(SqlConnection connection, List<Transition> steps) {
        Map<String, Task> last = new LinkedHashMap<>();
        Map<String, Finished> readAgain = new LinkedHashMap<>();
        List<Tuple> events = new ArrayList<>();
        for (Transition step : steps) {
            Task next = step.next();
            String id = next.generation().id();
            if (step.event().isEmpty() && next instanceof Finished finished && !last.containsKey(id)) {
                readAgain.put(id, finished);
            } else {
                last.put(id, next);
            }
            step.event().ifPresent(event -> events.add(outbox.row(next, event)));
        }
        readAgain.keySet().removeAll(last.keySet());
        updateAll(connection, last.values());
        Transactions.queryAll(
                "store when to read again",
                connection,
                READ_AGAIN,
                readAgain.values().stream()
                        .map(task -> Tuple.of(task.generation().id(), TaskRows.utc(task.confirmAt())))
                        .toList());
        outbox.addAll(connection, events);
    }

    void updateAll(SqlConnection connection, Collection<? extends Task> tasks) {
        Transactions.queryAll(
                "store steps",
                connection,
                UPDATE,
                tasks.stream().map(TaskWrites::row).toList());
    }

    private static String hintedTaskId(Task task) {
        return switch (task) {
            case Submitting submitting -> submitting.hintedTaskId();
            case Submitted submitted ->
                submitted.hinted() ? submitted.submission().taskId() : null;
            case Queued queued -> null;
            case Finished finished -> null;
        };
    }

    private static Tuple row(Task task) {
        StoredState state = StoredState.of(task);
        Submission submission = state.submission();
        return Tuple.tuple()
                .addString(task.generation().id())
                .addString(state.name())
                .addLong(task.version())
                .addOffsetDateTime(TaskRows.utc(state.dueAt()))
                .addBoolean(task.cancelRequested())
                .addInteger(submission == null ? 0 : submission.attempt())
                .addString(submission == null ? null : submission.account())
                .addString(submission == null ? null : submission.taskId())
                .addOffsetDateTime(submission == null ? null : TaskRows.utc(submission.submittedAt()))
                .addString(state.cause() == null ? null : state.cause().reason())
                .addString(state.cause() == null ? null : state.cause().detail())
                .addString(state.completion() == null ? null : TaskRows.json(state.completion()))
                .addString(hintedTaskId(task));
    }
}
