package dev.kiln.dispatcher.task.adapter;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.kiln.contract.ContractJson;
import dev.kiln.contract.Submission;
import dev.kiln.dispatcher.task.Finished;
import dev.kiln.dispatcher.task.Generation;
import dev.kiln.dispatcher.task.Inbox;
import dev.kiln.dispatcher.task.Queued;
import dev.kiln.dispatcher.task.Submitted;
import dev.kiln.dispatcher.task.Task;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Tuple;
import java.time.Clock;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

/** The inbox in PostgreSQL: a batch of requests is one statement. */
public final class PgInbox implements Inbox {

    private static final String INSERT = """
            insert into task (generation_id, tenant_id, fingerprint, model, reference, metadata, catalog_revision, family,
                upstream_model, input, quote, hold, lane, accepted_at, expires_at, state, version, due_at, attempt, account,
                submitted_at, cause_reason, cause_detail, completion, traceparent, ended_at)
            select r.*, case when r.completion is not null then clock_timestamp() end
            from json_to_recordset($1::text::json) as r (generation_id text, tenant_id text, fingerprint text,
                model text, reference text, metadata jsonb, catalog_revision text, family text, upstream_model text,
                input json, quote numeric, hold numeric, lane text, accepted_at timestamptz, expires_at timestamptz,
                state text, version bigint, due_at timestamptz, attempt integer, account text, submitted_at timestamptz,
                cause_reason text, cause_detail text, completion jsonb, traceparent text)
            where not exists (select from ended_generation e where e.generation_id = r.generation_id)
            on conflict do nothing returning generation_id
            """;

    private static final String CONFLICTING = """
            select (r.position - 1)::integer from unnest($1::text[], $2::text[], $3::text[])
                with ordinality as r (generation_id, tenant_id, fingerprint, position)
            cross join lateral (
                select fingerprint, tenant_id from task t where t.generation_id = r.generation_id
                union all
                select fingerprint, tenant_id from ended_generation e where e.generation_id = r.generation_id) known
            where known.fingerprint <> r.fingerprint or known.tenant_id <> r.tenant_id
            """;

    private static final String CANCELED = """
            select e.generation_id from unnest($1::text[], $2::text[]) as r (generation_id, tenant_id)
            join early_cancellation e on e.generation_id = r.generation_id and e.tenant_id = r.tenant_id
            """;

    private static final String MOVE_OFFSET = """
            insert into inbox_offset (topic, partition, next_offset) values ($1, $2, $3)
            on conflict (topic, partition) do update
                set next_offset = greatest(inbox_offset.next_offset, excluded.next_offset)
            """;

    private final Transactions transactions;
    private final OutboxRows outbox;
    private final TaskWrites writes;
    private final Clock clock;

    public PgInbox(Pool pool, Clock clock) {
        this.transactions = new Transactions(pool);
        this.outbox = new OutboxRows(clock);
        this.writes = new TaskWrites(outbox);
        this.clock = clock;
    }

    @Override
    public Set<Integer> store(List<Arrival> arrivals, List<Offset> offsets) {
        return transactions.run("store requests", connection -> {
            Set<Integer> conflicts = new HashSet<>();
            if (!arrivals.isEmpty() && insert(connection, arrivals).size() < arrivals.size()) {
                List<Generation> generations = arrivals.stream()
                        .map(arrival -> arrival.transition().next().generation())
                        .toList();
                Tuple known = Tuple.tuple()
                        .addArrayOfString(texts(generations, Generation::id))
                        .addArrayOfString(texts(generations, Generation::tenantId))
                        .addArrayOfString(texts(generations, Generation::fingerprint));
                Transactions.query("find conflicts", connection, CONFLICTING, known)
                        .forEach(row -> conflicts.add(row.getInteger(0)));
            }
            offsets.forEach(offset -> move(connection, offset));
            return conflicts;
        });
    }

    void move(SqlConnection connection, Offset offset) {
        Tuple row = Tuple.of(offset.topic(), offset.partition(), offset.next());
        Transactions.query("move an offset", connection, MOVE_OFFSET, row);
    }

    private static Tuple rows(List<Arrival> arrivals) {
        ArrayNode rows = ContractJson.mapper().createArrayNode();
        for (Arrival arrival : arrivals) {
            rows.add(row(arrival.transition().next()));
        }
        return Tuple.of(rows.toString());
    }

    /** Returns what was not there yet. */
    Map<String, Task> insert(SqlConnection connection, List<Arrival> arrivals) {
        Tuple parameters = rows(arrivals);
        Set<String> inserted = new HashSet<>();
        Transactions.query("insert requests", connection, INSERT, parameters)
                .forEach(row -> inserted.add(row.getString(0)));
        Map<String, Task> stored = new HashMap<>();
        for (Arrival arrival : arrivals) {
            Task task = arrival.transition().next();
            if (inserted.remove(task.generation().id())) {
                arrival.transition().event().ifPresent(event -> outbox.add(connection, task, event));
                stored.put(task.generation().id(), task);
            }
        }
        if (!stored.isEmpty()) {
            cancel(connection, stored);
        }
        return stored;
    }

    private static String[] texts(List<Generation> generations, Function<Generation, String> text) {
        return generations.stream().map(text).toArray(String[]::new);
    }

    private void cancel(SqlConnection connection, Map<String, Task> stored) {
        List<Generation> generations =
                stored.values().stream().map(Task::generation).toList();
        Tuple asked = Tuple.tuple()
                .addArrayOfString(texts(generations, Generation::id))
                .addArrayOfString(texts(generations, Generation::tenantId));
        Transactions.query("find early cancellations", connection, CANCELED, asked)
                .forEach(row -> {
                    switch (stored.get(row.getString(0))) {
                        case Queued queued -> writes.store(connection, queued.cancel(clock.instant()));
                        case Submitted submitted -> writes.store(connection, submitted.withCancelRequested());
                        case Finished finished -> {}
                    }
                });
    }

    private static ObjectNode row(Task task) {
        Generation generation = task.generation();
        StoredState state = StoredState.of(task);
        ObjectNode row = ContractJson.mapper().createObjectNode();
        row.put("generation_id", generation.id());
        row.put("tenant_id", generation.tenantId());
        row.put("fingerprint", generation.fingerprint());
        row.put("model", generation.request().model());
        row.put("reference", generation.request().reference());
        row.set(
                "metadata",
                ContractJson.mapper().valueToTree(generation.request().metadata()));
        row.put("catalog_revision", generation.request().catalogRevision());
        row.put("lane", generation.lane().name());
        row.put("accepted_at", generation.acceptedAt().toString());
        row.put("expires_at", generation.expiresAt().toString());
        row.put("state", state.name());
        row.put("version", task.version());
        if (generation.traceParent() != null) {
            row.put("traceparent", generation.traceParent());
        }
        if (generation.route() != null) {
            row.put("family", generation.route().family().name());
            row.put("upstream_model", generation.route().upstreamModel());
        }
        if (generation.estimate() != null) {
            row.put("quote", generation.estimate().quote().amount());
            row.put("hold", generation.estimate().hold().amount());
        }
        Submission submission = state.submission();
        row.put("attempt", submission == null ? 0 : submission.attempt());
        if (submission != null) {
            row.put("account", submission.account());
            row.put("submitted_at", submission.submittedAt().toString());
        }
        if (state.cause() != null) {
            row.put("cause_reason", state.cause().reason());
            row.put("cause_detail", state.cause().detail());
        }
        if (state.dueAt() != null) {
            row.put("due_at", state.dueAt().toString());
        }
        if (state.completion() == null) {
            row.set("input", generation.input());
        } else {
            row.set("completion", ContractJson.mapper().valueToTree(state.completion()));
        }
        return row;
    }
}
