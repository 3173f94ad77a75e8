package dev.kiln.billing.budget.adapter;

import dev.kiln.billing.budget.SpendKey;
import dev.kiln.billing.budget.Thresholds;
import dev.kiln.contract.BudgetsSet;
import dev.kiln.contract.CloudEventsCodec;
import dev.kiln.contract.Credits;
import dev.kiln.contract.Envelope;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.core.buffer.Buffer;
import io.vertx.mutiny.sqlclient.SqlClient;
import io.vertx.mutiny.sqlclient.Tuple;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.producer.ProducerRecord;

/** What follows when budgets are set, in the transaction that sets them. */
final class SetBudgets {

    private static final String JOURNAL = """
            INSERT INTO ledger.applied_event
                (event_id, source, type, result, occurred_at, applied_at, number, tenant, data, operator)
            VALUES ($1, $2, $3, 'noted', $4, $4, coalesce($8::bigint, nextval('ledger.number')), $5, $6, $7)""";
    private static final String FORGET = "DELETE FROM working.spend WHERE tenant = $1";
    private static final String SUM = """
            INSERT INTO working.spend (tenant, model, period, starts, spent)
            SELECT g.tenant, m.model, p.period, p.starts, sum(g.announced_credits)
            FROM working.generation g
            CROSS JOIN LATERAL (VALUES (g.model), ('')) AS m (model)
            CROSS JOIN LATERAL (VALUES
                ('day', (g.announced_charged_at AT TIME ZONE $2)::date),
                ('month', date_trunc('month', g.announced_charged_at AT TIME ZONE $2)::date),
                ('total', date '1970-01-01')) AS p (period, starts)
            WHERE g.tenant = $1 AND g.announced_charged_at IS NOT NULL
            GROUP BY g.tenant, m.model, p.period, p.starts""";
    private static final String REACH = """
            INSERT INTO working.threshold_reached (event_id, reached_at) VALUES ($1, $2) ON CONFLICT DO NOTHING""";
    private static final String SAY = """
            INSERT INTO working.outbox (id, event_id, topic, record_key, headers, payload, created_at)
            VALUES (nextval('working.outbox_id'), $1, $2, $3, $4, $5, $6)""";

    private final SqlClient connection;
    private final CloudEventsCodec codec;
    private final Instant now;
    private final OffsetDateTime at;

    SetBudgets(SqlClient connection, CloudEventsCodec codec, Instant now) {
        this.connection = connection;
        this.codec = codec;
        this.now = now;
        this.at = now.atOffset(ZoneOffset.UTC);
    }

    /** Keeps who set what, and says it. */
    Uni<Void> keep(BudgetsSet set, String operator, Long number) {
        Envelope said = new Envelope(
                "budgets." + set.tenantId() + "." + set.revision(), Envelope.BILLING, now, set.tenantId(), set);
        return connection
                .preparedQuery(JOURNAL)
                .execute(Tuple.from(Arrays.asList(
                        said.id(),
                        said.source().toString(),
                        said.type().typeName(),
                        at,
                        set.tenantId(),
                        Json.text(set),
                        operator,
                        number)))
                .chain(() -> say(said));
    }

    /** By the days and months of the new time zone. */
    Uni<Void> sumAgain(BudgetsSet set) {
        return connection
                .preparedQuery(FORGET)
                .execute(Tuple.of(set.tenantId()))
                .chain(() -> connection
                        .preparedQuery(SUM)
                        .execute(Tuple.of(set.tenantId(), set.timeZone().getId())))
                .replaceWithVoid();
    }

    /** Thresholds of the new limits that are passed already. */
    Uni<Void> sayPassed(BudgetsSet set, Map<SpendKey, Credits> spent, Map<SpendKey, Credits> held) {
        List<Thresholds.Passed> passed = spent.entrySet().stream()
                .flatMap(sum -> Thresholds.between(set, sum.getKey(), Credits.ZERO, sum.getValue()).stream())
                .toList();
        return Multi.createFrom()
                .iterable(passed)
                .onItem()
                .transformToUniAndConcatenate(each -> sayOnce(set.tenantId(), each, held))
                .onItem()
                .ignoreAsUni();
    }

    private Uni<Void> sayOnce(String tenant, Thresholds.Passed passed, Map<SpendKey, Credits> held) {
        String id = passed.eventId(tenant);
        String model = passed.budget().model() == null
                ? SpendKey.ALL_MODELS
                : passed.budget().model();
        Credits open = held.getOrDefault(new SpendKey(tenant, passed.period(), model), Credits.ZERO);
        return connection
                .preparedQuery(REACH)
                .execute(Tuple.of(id, at))
                .chain(first -> first.rowCount() == 0
                        ? Uni.createFrom().voidItem()
                        : say(new Envelope(id, Envelope.BILLING, now, tenant, passed.event(tenant, open))));
    }

    private Uni<Void> say(Envelope envelope) {
        ProducerRecord<String, byte[]> record = codec.write(envelope);
        Map<String, String> headers = new LinkedHashMap<>();
        record.headers()
                .forEach(header -> headers.put(header.key(), new String(header.value(), StandardCharsets.UTF_8)));
        return connection
                .preparedQuery(SAY)
                .execute(Tuple.of(
                        envelope.id(),
                        record.topic(),
                        record.key(),
                        Json.text(headers),
                        Buffer.buffer(record.value()),
                        at))
                .replaceWithVoid();
    }
}
