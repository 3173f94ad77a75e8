package dev.kiln.billing.budget.adapter;

import com.fasterxml.jackson.core.type.TypeReference;
import dev.kiln.billing.budget.BudgetsInput;
import dev.kiln.billing.budget.BudgetsView;
import dev.kiln.billing.budget.Period;
import dev.kiln.billing.budget.SpendKey;
import dev.kiln.billing.journal.JournalEntry;
import dev.kiln.billing.journal.adapter.JournalOrder;
import dev.kiln.contract.Budget;
import dev.kiln.contract.BudgetPeriod;
import dev.kiln.contract.BudgetsSet;
import dev.kiln.contract.CloudEventsCodec;
import dev.kiln.contract.Credits;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlClient;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.StreamSupport;

/**
 * The budgets of tenants. To set them is one transaction: the journal's row with who and when, the newest revision, the
 * sums in its time zone, and what is to be said. No charge is booked meanwhile, so that none misses the new limits.
 */
@ApplicationScoped
public class PgBudgets {

    private static final String PATIENCE =
            "SET LOCAL statement_timeout = '60s'; SET LOCAL lock_timeout = '10s'; SET LOCAL enable_seqscan = on";
    private static final String ALONE = "LOCK TABLE working.budgets IN EXCLUSIVE MODE";
    private static final String FIND = """
            SELECT tenant, revision, time_zone, budgets, set_at, set_by FROM working.budgets
            WHERE $1::text IS NULL OR tenant = $1 ORDER BY tenant""";
    private static final String KEEP = """
            INSERT INTO working.budgets (tenant, revision, time_zone, budgets, set_by, set_at)
            VALUES ($1, $2, $3, $4, $5, $6)
            ON CONFLICT (tenant) DO UPDATE
            SET revision = excluded.revision, time_zone = excluded.time_zone, budgets = excluded.budgets,
                set_by = excluded.set_by, set_at = excluded.set_at""";
    private static final String SPENT = """
            SELECT model, period, spent FROM working.spend
            WHERE tenant = $1 AND (period, starts) IN (('day', $2), ('month', $3), ('total', $4))""";
    /** A generation that the release before ended may have left its hold: what is counted holds nothing. */
    private static final String HELD = """
            SELECT p.period, h.model, sum(h.credits) AS held
            FROM working.open_hold h JOIN working.generation g ON g.generation_id = h.generation_id
            JOIN (VALUES ('day', $2::timestamptz, $3::timestamptz), ('month', $4::timestamptz, $5::timestamptz),
                         ('total', '-infinity', 'infinity')) AS p (period, starts_at, resets_at)
                ON h.submitted_at >= p.starts_at AND h.submitted_at < p.resets_at
            WHERE h.tenant = $1 AND g.counted_day IS NULL
            GROUP BY p.period, ROLLUP (h.model)""";

    private final Pool pool;
    private final CloudEventsCodec codec;
    private final Clock clock;

    PgBudgets(Pool pool, CloudEventsCodec codec, Clock clock) {
        this.pool = pool;
        this.codec = codec;
        this.clock = clock;
    }

    /** As they are now: of one tenant, or of all for null. */
    Uni<List<BudgetsView>> find(String tenant, boolean withOperator) {
        return rows(pool, tenant)
                .onItem()
                .transformToMulti(rows -> Multi.createFrom().iterable(rows))
                .onItem()
                .transformToUniAndConcatenate(row -> view(
                        pool,
                        budgetsSet(row),
                        row.getOffsetDateTime("set_at").toInstant(),
                        withOperator ? row.getString("set_by") : null,
                        clock.instant()))
                .collect()
                .asList();
    }

    /** Replaces all budgets of the tenant. */
    Uni<BudgetsView> set(BudgetsInput input, String operator) {
        Instant now = clock.instant();
        return pool.withTransaction(connection -> alone(connection)
                .chain(() -> rows(connection, input.tenant()))
                .chain(rows -> {
                    BudgetsSet before = rows.isEmpty() ? null : budgetsSet(rows.getFirst());
                    BudgetsSet after = input.after(before, now);
                    return changed(connection, before, after, new Setting(operator, now, null))
                            .chain(() -> view(connection, after, now, operator, now));
                }));
    }

    /** Sets what a journal has as it was set there. */
    public Uni<Void> replay(JournalEntry entry, BudgetsSet set) {
        return pool.withTransaction(connection -> alone(connection)
                .chain(() -> rows(connection, set.tenantId()))
                .chain(rows -> changed(
                        connection,
                        rows.isEmpty() ? null : budgetsSet(rows.getFirst()),
                        set,
                        new Setting(entry.operator(), entry.appliedAt(), entry.number()))));
    }

    private static Uni<Void> alone(SqlClient connection) {
        return connection
                .query(PATIENCE)
                .execute()
                .chain(() -> connection.query(JournalOrder.ALONE).execute())
                .chain(() -> connection.query(ALONE).execute())
                .replaceWithVoid();
    }

    /** @param number in the journal; null for the next one */
    private record Setting(String operator, Instant now, Long number) {}

    private Uni<Void> changed(SqlClient connection, BudgetsSet before, BudgetsSet after, Setting by) {
        ZoneId zoneBefore = before == null ? ZoneId.of("UTC") : before.timeZone();
        SetBudgets setting = new SetBudgets(connection, codec, by.now());
        return connection
                .preparedQuery(KEEP)
                .execute(Tuple.of(
                        after.tenantId(),
                        after.revision(),
                        after.timeZone().getId(),
                        Json.text(after.budgets()),
                        by.operator(),
                        by.now().atOffset(ZoneOffset.UTC)))
                .chain(() -> setting.keep(after, by.operator(), by.number()))
                .chain(() ->
                        zoneBefore.equals(after.timeZone()) ? Uni.createFrom().voidItem() : setting.sumAgain(after))
                .chain(() -> spent(connection, after, by.now()))
                .chain(spent -> held(connection, after, by.now()).chain(held -> setting.sayPassed(after, spent, held)));
    }

    private Uni<BudgetsView> view(SqlClient client, BudgetsSet set, Instant setAt, String setBy, Instant now) {
        return spent(client, set, now)
                .chain(spent ->
                        held(client, set, now).map(held -> BudgetsView.of(set, setAt, setBy, spent, held, now)));
    }

    private static Uni<List<Row>> rows(SqlClient client, String tenant) {
        return client.preparedQuery(FIND)
                .execute(Tuple.of(tenant))
                .map(rows -> StreamSupport.stream(rows.spliterator(), false).toList());
    }

    /** Of the current periods. */
    private static Uni<Map<SpendKey, Credits>> spent(SqlClient client, BudgetsSet set, Instant now) {
        Map<String, Period> periods = periods(set, now);
        return client.preparedQuery(SPENT)
                .execute(Tuple.of(
                        set.tenantId(),
                        periods.get("day").starts(),
                        periods.get("month").starts(),
                        periods.get("total").starts()))
                .map(rows -> {
                    Map<SpendKey, Credits> spent = new HashMap<>();
                    rows.forEach(row -> spent.put(
                            new SpendKey(set.tenantId(), periods.get(row.getString("period")), row.getString("model")),
                            Credits.of(row.getBigDecimal("spent"))));
                    return spent;
                });
    }

    /** Of the current periods, too. */
    private static Uni<Map<SpendKey, Credits>> held(SqlClient client, BudgetsSet set, Instant now) {
        Map<String, Period> periods = periods(set, now);
        Period day = periods.get("day");
        Period month = periods.get("month");
        return client.preparedQuery(HELD)
                .execute(Tuple.of(
                        set.tenantId(),
                        day.startsAt(set.timeZone()).atOffset(ZoneOffset.UTC),
                        day.resetsAt().atOffset(ZoneOffset.UTC),
                        month.startsAt(set.timeZone()).atOffset(ZoneOffset.UTC),
                        month.resetsAt().atOffset(ZoneOffset.UTC)))
                .map(rows -> {
                    Map<SpendKey, Credits> held = new HashMap<>();
                    rows.forEach(row -> held.put(
                            new SpendKey(
                                    set.tenantId(),
                                    periods.get(row.getString("period")),
                                    row.getString("model") == null ? SpendKey.ALL_MODELS : row.getString("model")),
                            Credits.of(row.getBigDecimal("held"))));
                    return held;
                });
    }

    /** The current ones by name. */
    private static Map<String, Period> periods(BudgetsSet set, Instant now) {
        Map<String, Period> periods = new HashMap<>();
        for (BudgetPeriod kind : BudgetPeriod.values()) {
            periods.put(Period.wireName(kind), Period.of(kind, now, set.timeZone()));
        }
        return periods;
    }

    private static BudgetsSet budgetsSet(Row row) {
        return new BudgetsSet(
                row.getString("tenant"),
                row.getLong("revision"),
                ZoneId.of(row.getString("time_zone")),
                Json.read(row.getString("budgets"), new TypeReference<List<Budget>>() {}));
    }
}
