package dev.kiln.billing.usage.adapter;

import dev.kiln.billing.query.InvalidParameter;
import dev.kiln.billing.usage.Usage;
import dev.kiln.billing.usage.UsageDimension;
import dev.kiln.billing.usage.UsageQuery;
import dev.kiln.billing.usage.UsageRow;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Reads usage from the daily sums, groups and totals in one statement. */
@ApplicationScoped
class PgUsage {

    private static final int MOST_ROWS = 10_000;

    private final Pool pool;

    PgUsage(Pool pool) {
        this.pool = pool;
    }

    Uni<Usage> of(UsageQuery query) {
        return pool.preparedQuery(sql(query.tenant() == null, query.groupBy()))
                .execute(Tuple.of(
                        query.tenant(), query.days().from(), query.days().to()))
                .map(rows -> usage(query, rows));
    }

    /** Made of the columns' own names alone; every value is a parameter. */
    private static String sql(boolean ofAll, Set<UsageDimension> groupBy) {
        String columns = Stream.of(UsageDimension.values())
                .map(dimension -> groupBy.contains(dimension) ? column(dimension) : absent(dimension))
                .collect(Collectors.joining(", "));
        String groups = groupBy.stream().map(PgUsage::column).collect(Collectors.joining(", "));
        return """
                SELECT %1$s, grouping(%2$s) > 0 AS totals, coalesce(sum(credits), 0) AS credits,
                       coalesce(sum(held), 0) AS held, coalesce(sum(generations), 0)::bigint AS generations
                FROM (
                    SELECT *, to_char(day, 'YYYY-MM') AS month FROM working.daily_usage
                    WHERE %3$s AND day BETWEEN $2 AND $3) AS used
                GROUP BY GROUPING SETS ((%2$s), ())
                HAVING grouping(%2$s) > 0 OR sum(credits) <> 0 OR sum(held) <> 0 OR sum(generations) <> 0
                ORDER BY totals DESC, tenant, month, day, model, account
                LIMIT %4$d""".formatted(columns, groups, ofAll ? "$1::text IS NULL" : "tenant = $1", MOST_ROWS + 2);
    }

    private static String column(UsageDimension dimension) {
        return switch (dimension) {
            case TENANT -> "tenant";
            case MONTH -> "month";
            case DAY -> "day";
            case MODEL -> "model";
            case ACCOUNT -> "account";
        };
    }

    private static String absent(UsageDimension dimension) {
        return (dimension == UsageDimension.DAY ? "NULL::date AS " : "NULL::text AS ") + column(dimension);
    }

    private static Usage usage(UsageQuery query, RowSet<Row> found) {
        if (found.size() > MOST_ROWS + 1) {
            throw new InvalidParameter(
                    "groupBy",
                    "groupBy leads to more than " + MOST_ROWS + " rows: group by less, or ask for fewer days");
        }
        List<UsageRow> rows = new ArrayList<>();
        UsageRow totals = null;
        for (Row row : found) {
            if (row.getBoolean("totals")) {
                totals = usageRow(row);
            } else {
                rows.add(usageRow(row));
            }
        }
        return new Usage(query, List.copyOf(rows), totals);
    }

    private static UsageRow usageRow(Row row) {
        return new UsageRow(
                row.getString("tenant"),
                row.getString("month"),
                row.getLocalDate("day"),
                row.getString("model"),
                row.getString("account"),
                row.getBigDecimal("credits"),
                row.getBigDecimal("held"),
                row.getLong("generations"));
    }
}
