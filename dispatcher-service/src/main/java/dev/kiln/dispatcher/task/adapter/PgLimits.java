package dev.kiln.dispatcher.task.adapter;

import dev.kiln.contract.BudgetPeriod;
import dev.kiln.dispatcher.budget.Limit;
import dev.kiln.dispatcher.budget.Limits;
import dev.kiln.dispatcher.budget.Window;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.SqlClient;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Tuple;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/** The hard limits of tenants, as rows. */
final class PgLimits {

    /** Not together with reading: what was waited for is to be read as its holder left it. */
    private static final String LOCK =
            "select tenant_id from budgets where tenant_id = any($1) order by tenant_id for update";

    private static final String READ = """
            select b.tenant_id, nullif(b.model, '') as model, b.period, b.credits, b.held, b.spent, t.time_zone,
                nullif(b.starts_at, '-infinity') as starts_at, nullif(b.resets_at, 'infinity') as resets_at
            from budget b join budgets t on t.tenant_id = b.tenant_id where b.tenant_id = any($1)
            """;

    private static final String WRITE = """
            insert into budget (tenant_id, model, period, credits, starts_at, resets_at, held, spent)
            values ($1, $2, $3, $4, coalesce($5::timestamptz, '-infinity'), coalesce($6::timestamptz, 'infinity'), $7, $8)
            on conflict (tenant_id, model, period) do update set starts_at = excluded.starts_at,
                resets_at = excluded.resets_at, held = excluded.held, spent = excluded.spent
            """;

    private PgLimits() {}

    /** Nobody else changes what is counted of these tenants until the transaction ends. */
    static Limits lock(SqlConnection connection, Collection<String> tenants, Instant now) {
        String[] ids = tenants.stream().distinct().toArray(String[]::new);
        boolean known = Transactions.query(
                                "lock budgets", connection, LOCK, Tuple.tuple().addArrayOfString(ids))
                        .size()
                > 0;
        return new Limits(known ? read(connection, ids) : List.of(), now);
    }

    static List<Limit> read(SqlClient client, String... tenants) {
        List<Limit> limits = new ArrayList<>();
        for (Row row :
                Transactions.query("read budgets", client, READ, Tuple.tuple().addArrayOfString(tenants))) {
            limits.add(new Limit(
                    row.getString("tenant_id"),
                    row.getString("model"),
                    BudgetPeriod.valueOf(row.getString("period")),
                    ZoneId.of(row.getString("time_zone")),
                    row.getBigDecimal("credits"),
                    new Window(TaskRows.instant(row, "starts_at"), TaskRows.instant(row, "resets_at")),
                    row.getBigDecimal("held"),
                    row.getBigDecimal("spent")));
        }
        return limits;
    }

    static void write(SqlConnection connection, Collection<Limit> limits) {
        Transactions.queryAll(
                "count in budgets",
                connection,
                WRITE,
                limits.stream().map(PgLimits::row).toList());
    }

    private static Tuple row(Limit limit) {
        OffsetDateTime start = TaskRows.utc(limit.window().start());
        OffsetDateTime end = TaskRows.utc(limit.window().end());
        return Tuple.of(
                        limit.tenantId(),
                        limit.model() == null ? "" : limit.model(),
                        limit.period().name())
                .addBigDecimal(limit.credits())
                .addOffsetDateTime(start)
                .addOffsetDateTime(end)
                .addBigDecimal(limit.held())
                .addBigDecimal(limit.spent());
    }
}
