package dev.kiln.dispatcher.task.adapter;

import dev.kiln.contract.EventType;
import dev.kiln.contract.KilnEvent;
import dev.kiln.contract.SecondTaskFound;
import dev.kiln.dispatcher.task.Generation;
import dev.kiln.dispatcher.task.Task;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Tuple;
import java.time.Clock;
import java.util.List;

/** Writes events into the table {@code outbox}, inside the transaction of the step that they tell of. */
final class OutboxRows {

    private static final String INSERT = """
            insert into outbox (event_id, event_type, event_time, tenant_id, data, traceparent)
            values ($1, $2, $3, $4, $5::text::jsonb, $6)
            """;

    private final Clock clock;

    OutboxRows(Clock clock) {
        this.clock = clock;
    }

    void add(SqlConnection connection, Task task, KilnEvent event) {
        addAll(connection, List.of(row(task, event)));
    }

    void addAll(SqlConnection connection, List<Tuple> rows) {
        Transactions.queryAll("announce steps", connection, INSERT, rows);
    }

    /** What is no step of the task: its id is its own. */
    void add(SqlConnection connection, Task task, SecondTaskFound found) {
        Generation generation = task.generation();
        addAll(connection, List.of(row(found.id(), generation.tenantId(), found, generation.traceParent())));
    }

    Tuple row(Task task, KilnEvent event) {
        Generation generation = task.generation();
        String eventId = generation.id() + "." + task.version();
        return row(eventId, generation.tenantId(), event, generation.traceParent());
    }

    /** What concerns no tenant, and no trace. */
    Tuple row(String eventId, KilnEvent event) {
        return row(eventId, null, event, null);
    }

    private Tuple row(String eventId, String tenantId, KilnEvent event, String traceParent) {
        String type = EventType.of(event).typeName();
        return Tuple.of(eventId, type, TaskRows.utc(clock.instant()), tenantId, TaskRows.json(event), traceParent);
    }
}
