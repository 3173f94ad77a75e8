package dev.kiln.billing.reconcile.adapter;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.stream.StreamSupport;

/** Finds the generations that unexplained credits may have gone to: those that something was said of in the time in question. */
@ApplicationScoped
class PgSuspects {

    private static final int MOST = 100;

    /** The newest inputs of the time in question: what each says is JSON, and a month may have millions. */
    private static final int LOOKED_AT = 50_000;

    /** The newest event of each generation; first those of which least is known. */
    private static final String FIND = """
            SELECT generation_id, tenant, type, occurred_at, data #>> '{request,model}' AS model,
                   data #>> '{charge,basis}' AS basis, data #>> '{charge,credits}' AS charged,
                   data #>> '{estimate,hold}' AS hold
            FROM (
                SELECT DISTINCT ON (generation_id) generation_id, tenant, type, occurred_at, data::json AS data
                FROM ledger.applied_event
                JOIN (
                    SELECT event_id FROM ledger.applied_event
                    WHERE applied_at BETWEEN $2 AND $3 AND generation_id IS NOT NULL AND data IS NOT NULL
                    ORDER BY applied_at DESC LIMIT %d
                ) AS newest_inputs USING (event_id)
                WHERE data::json #>> '{submission,account}' = $1
                ORDER BY generation_id, sequence DESC
            ) AS newest
            ORDER BY CASE data #>> '{charge,basis}'
                         WHEN 'assumed' THEN 0 WHEN 'computed' THEN 1 WHEN 'reported' THEN 3 WHEN 'confirmed' THEN 4
                         ELSE 2 END,
                     occurred_at DESC, generation_id
            LIMIT %d""".formatted(LOOKED_AT, MOST);

    /**
     * A generation of the account.
     *
     * @param event the type of its newest event in that time
     * @param basis of its charge; null while it has none
     * @param charged null while it has no charge
     * @param hold the most that it can cost; null where nobody priced it
     */
    record Suspect(
            String generationId,
            String tenant,
            String model,
            String event,
            Instant at,
            String basis,
            String charged,
            String hold) {}

    private final Pool pool;

    PgSuspects(Pool pool) {
        this.pool = pool;
    }

    Uni<List<Suspect>> find(String account, Instant from, Instant until) {
        return pool.preparedQuery(FIND)
                .execute(Tuple.of(account, from.atOffset(ZoneOffset.UTC), until.atOffset(ZoneOffset.UTC)))
                .map(rows -> StreamSupport.stream(rows.spliterator(), false)
                        .map(row -> new Suspect(
                                row.getString("generation_id"),
                                row.getString("tenant"),
                                row.getString("model"),
                                row.getString("type"),
                                row.getOffsetDateTime("occurred_at").toInstant(),
                                row.getString("basis"),
                                row.getString("charged"),
                                row.getString("hold")))
                        .toList());
    }
}
