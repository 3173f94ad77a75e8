package dev.kiln.billing.announce.adapter;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import dev.kiln.contract.ContractJson;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/** The events that are still to be said. Each statement is its own transaction: none waits for Kafka. */
@ApplicationScoped
class PgOutbox {

    private static final String TAKE = """
            UPDATE working.outbox SET leased_until = now() + $2 * interval '1 millisecond'
            WHERE id IN (
                SELECT id FROM working.outbox AS one WHERE leased_until < now() AND NOT EXISTS (
                    SELECT FROM working.outbox AS earlier
                    WHERE one.topic LIKE '%billing.budgets' AND earlier.topic LIKE '%billing.budgets'
                        AND earlier.record_key = one.record_key AND earlier.id < one.id)
                ORDER BY id LIMIT $1 FOR UPDATE SKIP LOCKED)
            RETURNING id, topic, record_key, headers, payload""";
    private static final String DELETE = "DELETE FROM working.outbox WHERE id = ANY($1)";
    private static final String RELEASE = "UPDATE working.outbox SET leased_until = '-infinity' WHERE id = ANY($1)";
    private static final String STATE = """
            SELECT count(*) AS size, coalesce(extract(epoch FROM now() - min(created_at)), 0)::float8 AS age
            FROM (SELECT created_at FROM working.outbox ORDER BY id LIMIT 100000) AS part""";
    private static final TypeReference<Map<String, String>> HEADERS = new TypeReference<>() {};

    /** A record to be sent as it is. */
    record Waiting(long id, String topic, String key, Map<String, String> headers, byte[] payload) {}

    /**
     * @param size at most 100,000, however many there are
     * @param age of the oldest in seconds; 0 where there is none
     */
    record State(long size, double age) {}

    private final Pool pool;

    PgOutbox(Pool pool) {
        this.pool = pool;
    }

    /**
     * The oldest records that nobody else is sending, at most {@code limit}; they are this relay's for the lease. Of a tenant's
     * budgets one at a time: their topic is compacted, and what it is given last it keeps.
     */
    Uni<List<Waiting>> take(int limit, Duration lease) {
        return pool.preparedQuery(TAKE)
                .execute(Tuple.of(limit, lease.toMillis()))
                .map(rows -> stream(rows)
                        .map(PgOutbox::waiting)
                        .sorted(Comparator.comparing(Waiting::id))
                        .toList());
    }

    Uni<Void> delete(List<Long> ids) {
        return change(DELETE, ids);
    }

    /** Gives back what could not be sent. */
    Uni<Void> release(List<Long> ids) {
        return change(RELEASE, ids);
    }

    Uni<State> state() {
        return pool.query(STATE).execute().map(rows -> {
            Row row = rows.iterator().next();
            return new State(row.getLong("size"), row.getDouble("age"));
        });
    }

    private Uni<Void> change(String sql, List<Long> ids) {
        if (ids.isEmpty()) {
            return Uni.createFrom().voidItem();
        }
        return pool.preparedQuery(sql)
                .execute(Tuple.of(ids.toArray(Long[]::new)))
                .replaceWithVoid();
    }

    private static Stream<Row> stream(RowSet<Row> rows) {
        return StreamSupport.stream(rows.spliterator(), false);
    }

    private static Waiting waiting(Row row) {
        return new Waiting(
                row.getLong("id"),
                row.getString("topic"),
                row.getString("record_key"),
                headers(row.getString("headers")),
                row.getBuffer("payload").getBytes());
    }

    private static Map<String, String> headers(String json) {
        try {
            return ContractJson.mapper().readValue(json, HEADERS);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("the outbox has headers that are no JSON object of strings", e);
        }
    }
}
