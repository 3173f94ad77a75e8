package dev.kiln.dispatcher.task.adapter;

import dev.kiln.contract.Envelope;
import dev.kiln.contract.EventType;
import dev.kiln.dispatcher.task.Outbox;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.Tuple;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** The outbox in PostgreSQL: rows are locked while they are published, and deleted after. */
public final class PgOutbox implements Outbox {

    private static final String TAKE = """
            select id, event_id, event_type, event_time, tenant_id, data::text as data
            from outbox order by id limit $1 for update skip locked
            """;

    private static final String DELETE = "delete from outbox where id = any($1)";

    private final Transactions transactions;

    public PgOutbox(Pool pool) {
        this.transactions = new Transactions(pool);
    }

    @Override
    public int relay(int limit, Consumer<List<Envelope>> publisher) {
        return transactions.run("relay events", connection -> {
            List<Long> ids = new ArrayList<>();
            List<Envelope> envelopes = new ArrayList<>();
            Transactions.query("take events", connection, TAKE, Tuple.of(limit)).forEach(row -> {
                ids.add(row.getLong("id"));
                envelopes.add(envelope(row));
            });
            if (!ids.isEmpty()) {
                publisher.accept(envelopes);
                Transactions.query("delete events", connection, DELETE, Tuple.of(ids.toArray(Long[]::new)));
            }
            return ids.size();
        });
    }

    private static Envelope envelope(Row row) {
        EventType type = EventType.named(row.getString("event_type"))
                .orElseThrow(() -> new IllegalStateException("the outbox has an unknown type"));
        return new Envelope(
                row.getString("event_id"),
                Envelope.DISPATCHER,
                TaskRows.instant(row, "event_time"),
                row.getString("tenant_id"),
                TaskRows.json(row.getString("data"), type.record()));
    }
}
