package dev.kiln.billing.ledger.adapter;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
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

    /** Where the daily sums differ from the ledger; empty when all is well. */
    List<String> usageOutOfStep() {
        return lines("""
                SELECT concat_ws(' ', tenant, day, model, account) FROM (
                    SELECT tenant, day, model, account, credits, held, generations FROM working.daily_usage
                    UNION ALL
                    SELECT b.tenant, e.day, b.model, e.account,
                           -CASE e.ledger_account WHEN 'spend' THEN e.amount ELSE 0 END,
                           -CASE e.ledger_account WHEN 'holds' THEN e.amount ELSE 0 END, 0
                    FROM ledger.entry e JOIN ledger.booking b ON b.id = e.booking_id
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
        try (Connection connection = dataSource.getConnection();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            List<String> lines = new ArrayList<>();
            while (rows.next()) {
                lines.add(rows.getString(1));
            }
            return lines.stream().sorted().toList();
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
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
