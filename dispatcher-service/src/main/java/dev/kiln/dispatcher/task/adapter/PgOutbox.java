package dev.kiln.dispatcher.task.adapter;

import dev.kiln.contract.Envelope;
import dev.kiln.contract.EventType;
import dev.kiln.contract.GenerationIds;
import dev.kiln.dispatcher.task.Outbox;
import dev.kiln.tracecontext.LogContext;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Tuple;
import java.util.ArrayList;
import java.util.List;
import org.jboss.logging.Logger;

/** The outbox in PostgreSQL: rows are locked while they are published, and deleted after. */
public final class PgOutbox implements Outbox {

    private static final Logger LOG = Logger.getLogger(PgOutbox.class);

    private static final String TAKE = """
            select id, event_id, event_type, event_time, tenant_id, data::text as data, traceparent
            from outbox order by id limit $1 for update skip locked
            """;

    private static final String DELETE = "delete from outbox where id = any($1)";

    private static final String SET_ASIDE = """
            with gone as (delete from outbox where id = $1 returning *)
            insert into outbox_set_aside (id, event_id, event_type, event_time, tenant_id, data, why)
            select id, event_id, event_type, event_time, tenant_id, data, $2 from gone
            """;

    private final Transactions transactions;

    public PgOutbox(Pool pool) {
        this.transactions = new Transactions(pool);
    }

    private record Waiting(long id, Announcement announcement) {}

    @Override
    public int relay(int limit, Publisher publisher) {
        return transactions.run("relay events", connection -> {
            List<Waiting> waiting = new ArrayList<>();
            int taken = 0;
            for (Row row : Transactions.query("take events", connection, TAKE, Tuple.of(limit))) {
                taken++;
                try {
                    waiting.add(new Waiting(row.getLong("id"), announcement(row)));
                } catch (IllegalArgumentException | IllegalStateException e) {
                    setAside(connection, row.getLong("id"), row.getString("event_id"), "it cannot be read");
                }
            }
            if (!waiting.isEmpty()) {
                publish(connection, waiting, publisher);
            }
            return taken;
        });
    }

    private static void publish(SqlConnection connection, List<Waiting> waiting, Publisher publisher) {
        publisher.publish(waiting.stream().map(Waiting::announcement).toList()).forEach((position, why) -> {
            Waiting refused = waiting.get(position);
            setAside(connection, refused.id(), refused.announcement().envelope().id(), why);
        });
        Long[] ids = waiting.stream().map(Waiting::id).toArray(Long[]::new);
        Transactions.query("delete events", connection, DELETE, Tuple.of(ids));
    }

    private static void setAside(SqlConnection connection, long id, String eventId, String why) {
        Transactions.query("set an event aside", connection, SET_ASIDE, Tuple.of(id, why));
        LogContext.about(
                generationId(eventId),
                null,
                () -> LOG.errorf("event %s can never be published and is kept in outbox_set_aside: %s", eventId, why));
    }

    private static String generationId(String eventId) {
        String beforeTheSequence = eventId.substring(0, Math.max(0, eventId.lastIndexOf('.')));
        return GenerationIds.isWellFormed(beforeTheSequence) ? beforeTheSequence : null;
    }

    private static Announcement announcement(Row row) {
        return new Announcement(envelope(row), row.getString("traceparent"));
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
