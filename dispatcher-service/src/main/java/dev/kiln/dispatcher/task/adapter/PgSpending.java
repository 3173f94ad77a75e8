package dev.kiln.dispatcher.task.adapter;

import dev.kiln.dispatcher.budget.Charged;
import dev.kiln.dispatcher.budget.Limits;
import dev.kiln.dispatcher.task.Generation;
import dev.kiln.dispatcher.task.Holding;
import dev.kiln.dispatcher.task.Task;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Tuple;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/** What each generation holds and has spent, of tenants with hard limits alone; always under the tenants' locks. */
final class PgSpending {

    private static final String HOLD = """
            insert into spending (generation_id, tenant_id, model, claimed_at, held, spent, sequence)
            select t.*, 0, 0 from unnest($1::text[], $2::text[], $3::text[], $4::timestamptz[], $5::text[]::numeric[]) t
            on conflict (generation_id) do update set held = excluded.held, claimed_at = excluded.claimed_at
            """;

    private static final String FALL = """
            with before as (select generation_id, held from spending where generation_id = any($1) and held > 0 for update)
            update spending s set held = 0 from before where s.generation_id = before.generation_id
            returning s.tenant_id, s.model, s.claimed_at, before.held
            """;

    private static final String KNOWN =
            "select generation_id, claimed_at, held, spent, sequence from spending where generation_id = any($1)";

    private static final String SPEND = """
            insert into spending (generation_id, tenant_id, model, claimed_at, held, spent, sequence)
            select t.generation_id, t.tenant_id, t.model, t.claimed_at, 0, t.spent, t.sequence
            from unnest($1::text[], $2::text[], $3::text[], $4::timestamptz[], $5::text[]::numeric[], $6::bigint[])
                as t (generation_id, tenant_id, model, claimed_at, spent, sequence)
            on conflict (generation_id) do update set held = 0, spent = excluded.spent, sequence = excluded.sequence
            """;

    private PgSpending() {}

    /** A step of a task, and the task before it. */
    record Step(Task before, Task next) {}

    /** Holds what these may be charged, whatever the limits say. */
    private static void hold(SqlConnection connection, List<Generation> generations, Limits limits, Instant now) {
        generations.forEach(generation -> count(generation, limits, now));
        store(connection, generations, limits, now);
    }

    /** Counts the hold of a generation that is claimed now. */
    static void count(Generation generation, Limits limits, Instant now) {
        String tenant = generation.tenantId();
        Instant claimedAt = limits.claimTime(tenant, now);
        limits.count(tenant, generation.request().model(), claimedAt, held(generation), BigDecimal.ZERO);
    }

    /** Stores the holds of those whose tenants have limits. */
    static void store(SqlConnection connection, List<Generation> generations, Limits limits, Instant now) {
        List<Generation> counted = generations.stream()
                .filter(generation -> limits.concern(generation.tenantId()))
                .toList();
        if (counted.isEmpty()) {
            return;
        }
        Tuple rows = Tuple.tuple()
                .addArrayOfString(texts(counted, Generation::id))
                .addArrayOfString(texts(counted, Generation::tenantId))
                .addArrayOfString(
                        texts(counted, generation -> generation.request().model()))
                .addArrayOfOffsetDateTime(counted.stream()
                        .map(generation -> TaskRows.utc(limits.claimTime(generation.tenantId(), now)))
                        .toArray(OffsetDateTime[]::new))
                .addArrayOfString(texts(counted, generation -> held(generation).toPlainString()));
        Transactions.query("hold credits", connection, HOLD, rows);
    }

    private static <T> String[] texts(List<T> rows, Function<T, String> text) {
        return rows.stream().map(text).toArray(String[]::new);
    }

    static BigDecimal held(Generation generation) {
        return generation.estimate().hold().amount();
    }

    /** Follows steps of tasks whose rows are locked; asks nothing of the database where no step touches a hold. */
    static void follow(SqlConnection connection, List<Step> steps, Instant now) {
        List<Generation> fall = of(steps, Holding.FALLS);
        List<Generation> rise = of(steps, Holding.RISES_AGAIN);
        if (fall.isEmpty() && rise.isEmpty()) {
            return;
        }
        List<String> tenants =
                steps.stream().map(step -> step.next().generation().tenantId()).toList();
        Limits limits = PgLimits.lock(connection, tenants, now);
        fall(connection, fall, limits);
        hold(connection, rise, limits, now);
        PgLimits.write(connection, limits.changed());
    }

    private static List<Generation> of(List<Step> steps, Holding holding) {
        return steps.stream()
                .filter(step -> Holding.after(step.before(), step.next()) == holding)
                .map(step -> step.next().generation())
                .toList();
    }

    private static void fall(SqlConnection connection, List<Generation> generations, Limits limits) {
        String[] ids = generations.stream()
                .filter(generation -> limits.concern(generation.tenantId()))
                .map(Generation::id)
                .toArray(String[]::new);
        if (ids.length > 0) {
            for (Row row : Transactions.query(
                    "let holds fall", connection, FALL, Tuple.tuple().addArrayOfString(ids))) {
                BigDecimal less = row.getBigDecimal("held").negate();
                Instant claimedAt = TaskRows.instant(row, "claimed_at");
                limits.count(row.getString("tenant_id"), row.getString("model"), claimedAt, less, BigDecimal.ZERO);
            }
        }
    }

    /** Turns holds into what was charged; a charge that is known already, or known better, changes nothing. */
    static void charge(SqlConnection connection, List<Charged> charges, Instant now) {
        Limits limits = PgLimits.lock(
                connection, charges.stream().map(Charged::tenantId).toList(), now);
        Map<String, Charged> newest = charges.stream()
                .filter(charge -> limits.concern(charge.tenantId()))
                .collect(Collectors.toMap(Charged::generationId, charge -> charge, (one, other) -> later(one, other)));
        if (newest.isEmpty()) {
            return;
        }
        Map<String, Row> known = new HashMap<>();
        Tuple ids = Tuple.tuple().addArrayOfString(newest.keySet().toArray(String[]::new));
        Transactions.query("find holds", connection, KNOWN, ids)
                .forEach(row -> known.put(row.getString("generation_id"), row));
        List<Charged> news = newest.values().stream()
                .filter(charge -> !known.containsKey(charge.generationId())
                        || known.get(charge.generationId()).getLong("sequence") < charge.sequence())
                .toList();
        news.forEach(charge -> count(charge, known.get(charge.generationId()), limits));
        spend(connection, news);
        PgLimits.write(connection, limits.changed());
    }

    private static Charged later(Charged one, Charged other) {
        return one.sequence() >= other.sequence() ? one : other;
    }

    private static void count(Charged charge, Row known, Limits limits) {
        BigDecimal spent = charge.credits().amount();
        if (known == null) {
            limits.count(charge.tenantId(), charge.model(), charge.claimedAt(), BigDecimal.ZERO, spent);
        } else {
            limits.count(
                    charge.tenantId(),
                    charge.model(),
                    TaskRows.instant(known, "claimed_at"),
                    known.getBigDecimal("held").negate(),
                    spent.subtract(known.getBigDecimal("spent")));
        }
    }

    private static void spend(SqlConnection connection, List<Charged> charges) {
        if (charges.isEmpty()) {
            return;
        }
        List<Charged> sorted = charges.stream()
                .sorted(Comparator.comparing(Charged::generationId))
                .toList();
        Tuple rows = Tuple.tuple()
                .addArrayOfString(texts(sorted, Charged::generationId))
                .addArrayOfString(texts(sorted, Charged::tenantId))
                .addArrayOfString(texts(sorted, Charged::model))
                .addArrayOfOffsetDateTime(sorted.stream()
                        .map(charge -> TaskRows.utc(charge.claimedAt()))
                        .toArray(OffsetDateTime[]::new))
                .addArrayOfString(texts(sorted, charge -> charge.credits().toString()))
                .addArrayOfLong(sorted.stream().map(Charged::sequence).toArray(Long[]::new));
        Transactions.query("spend credits", connection, SPEND, rows);
    }
}
