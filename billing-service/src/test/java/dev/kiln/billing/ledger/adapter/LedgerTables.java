package dev.kiln.billing.ledger.adapter;

import dev.kiln.billing.PlainSql;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.sql.DataSource;

/** Looks into the tables with plain SQL. */
final class LedgerTables {

    private final DataSource dataSource;

    LedgerTables(DataSource dataSource) {
        this.dataSource = dataSource;
    }

    /** The balances of the generations as lines of text, without zeros, sorted. */
    List<String> balances(Set<String> generationIds) {
        return lines("""
                SELECT concat_ws(' ', e.ledger_account, b.tenant, b.model, e.account,
                                 coalesce(e.task_id, 'null'), e.day, trim_scale(sum(e.amount)))
                FROM ledger.entry e JOIN ledger.booking b ON b.id = e.booking_id
                WHERE e.generation_id IN (%s)
                GROUP BY e.ledger_account, b.tenant, b.model, e.account, e.task_id, e.day
                HAVING sum(e.amount) <> 0""".formatted(quoted(generationIds)));
    }

    /** Where sums that are kept differ from the ledger; empty when all is well. */
    List<String> sumsOutOfStep() {
        return Stream.of(usageOutOfStep(), holdsOutOfStep(), accountsOutOfStep(), spendOutOfStep(), pricesOutOfStep())
                .flatMap(List::stream)
                .toList();
    }

    private List<String> accountsOutOfStep() {
        return lines("""
                SELECT account FROM (
                    SELECT account, bought + taken_before AS bought, charged, lost, unexplained, held
                    FROM working.kie_account
                    UNION ALL
                    SELECT account, CASE ledger_account WHEN 'bought' THEN amount ELSE 0 END,
                           -CASE ledger_account WHEN 'spend' THEN amount ELSE 0 END,
                           -CASE ledger_account WHEN 'loss' THEN amount ELSE 0 END,
                           -CASE ledger_account WHEN 'unexplained' THEN amount ELSE 0 END,
                           -CASE ledger_account WHEN 'holds' THEN amount ELSE 0 END
                    FROM ledger.entry
                ) AS differences
                GROUP BY account
                HAVING sum(bought) <> 0 OR sum(charged) <> 0 OR sum(lost) <> 0 OR sum(unexplained) <> 0
                    OR sum(held) <> 0""");
    }

    private List<String> spendOutOfStep() {
        return lines("""
                SELECT concat_ws(' ', tenant, model) FROM (
                    SELECT tenant, model, period, spent FROM working.spend
                    UNION ALL
                    SELECT tenant, unnest(ARRAY[model, '']), period, -amount
                    FROM ledger.entry, unnest(ARRAY['day', 'month', 'total']) AS period
                    WHERE ledger_account = 'spend'
                ) AS differences
                GROUP BY tenant, model, period HAVING sum(spent) <> 0""");
    }

    private List<String> holdsOutOfStep() {
        return lines("""
                SELECT concat_ws(' ', generation_id, tenant, model) FROM (
                    SELECT generation_id, tenant, model, credits FROM working.open_hold
                    UNION ALL
                    SELECT generation_id, tenant, model, -amount FROM ledger.entry WHERE ledger_account = 'holds'
                ) AS differences
                GROUP BY generation_id, tenant, model HAVING sum(credits) <> 0""");
    }

    private List<String> pricesOutOfStep() {
        return lines("""
                SELECT concat_ws(' ', day, model, revision) FROM (
                    SELECT day, model, catalog_revision AS revision, generations, deviating, quoted, charged
                    FROM working.price_check
                    UNION ALL
                    SELECT priced_day, model, priced_revision, -1, -(priced_quote <> priced_charge)::integer,
                           -priced_quote, -priced_charge
                    FROM working.generation WHERE priced_day IS NOT NULL
                ) AS differences
                GROUP BY day, model, revision
                HAVING sum(generations) <> 0 OR sum(deviating) <> 0 OR sum(quoted) <> 0 OR sum(charged) <> 0""");
    }

    private List<String> usageOutOfStep() {
        return lines("""
                SELECT concat_ws(' ', tenant, day, model, account) FROM (
                    SELECT tenant, day, model, account, credits, held, generations FROM working.daily_usage
                    UNION ALL
                    SELECT b.tenant, e.day, b.model, e.account,
                           -CASE e.ledger_account WHEN 'spend' THEN e.amount ELSE 0 END,
                           -CASE e.ledger_account WHEN 'holds' THEN e.amount ELSE 0 END, 0
                    FROM ledger.entry e JOIN ledger.booking b ON b.id = e.booking_id
                    WHERE e.ledger_account IN ('spend', 'holds')
                    UNION ALL
                    SELECT tenant, counted_day, model, counted_account, 0, 0, -1
                    FROM working.generation WHERE counted_day IS NOT NULL
                ) AS differences
                GROUP BY tenant, day, model, account
                HAVING sum(credits) <> 0 OR sum(held) <> 0 OR sum(generations) <> 0""");
    }

    long count(String table, String condition) {
        return Long.parseLong(
                lines("SELECT count(*) FROM " + table + " WHERE " + condition).getFirst());
    }

    /** The first column of each row, sorted. */
    List<String> lines(String sql) {
        return PlainSql.lines(dataSource, sql).stream().sorted().toList();
    }

    /** Runs the statements in one transaction. */
    void execute(String... statements) throws SQLException {
        try (Connection connection = dataSource.getConnection();
                Statement statement = connection.createStatement()) {
            connection.setAutoCommit(false);
            try {
                for (String sql : statements) {
                    statement.execute(sql);
                }
                connection.commit();
            } catch (SQLException e) {
                connection.rollback();
                throw e;
            }
        }
    }

    private static String quoted(Set<String> ids) {
        return ids.stream().map(id -> "'" + id + "'").collect(Collectors.joining(","));
    }
}
