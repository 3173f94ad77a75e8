package dev.kiln.billing.statement.adapter;

import dev.kiln.billing.statement.EntryFilter;
import dev.kiln.billing.statement.StatementQuery;
import io.vertx.mutiny.sqlclient.Tuple;

/**
 * The statement that reads one page and one entry more, which tells that there is a next page. Most pages are among the
 * newest entries of the days and before the cursor, of which a fixed number is looked through. Where these do not fill the
 * page, an index gives the newest entries of each single day in order, so the work is bounded by days and limit, not by
 * how much is booked. A generation has few entries, which are read together. The rows of a page are looked up one by one,
 * never joined with whole tables. Made of constant text alone; every value is a parameter.
 */
record StatementSql(String text, Tuple values) {

    private static final String PAGE = """
            %s
            SELECT e.booking_id, e.line, e.generation_id, e.model, e.account, e.ledger_account, e.attempt, e.task_id,
                   e.day, e.amount, b.event_id, b.sequence, b.basis, b.catalog_revision, b.occurred_at, b.booked_at,
                   b.above_hold, e.tenant
            FROM page
            CROSS JOIN LATERAL (
                SELECT * FROM ledger.entry WHERE booking_id = page.booking_id AND line = page.line LIMIT 1) AS e
            CROSS JOIN LATERAL (SELECT * FROM ledger.booking WHERE id = page.booking_id LIMIT 1) AS b
            ORDER BY e.booking_id DESC, e.line DESC""";

    private static final String BY_DAY = """
            WITH near AS MATERIALIZED (
                SELECT booking_id, line
                FROM (
                    SELECT * FROM ledger.entry
                    WHERE %2$s
                    ORDER BY booking_id DESC, line DESC LIMIT 10000) AS newest
                WHERE %3$s AND day BETWEEN $2 AND $3%1$s
                ORDER BY booking_id DESC, line DESC LIMIT $4
            ), page AS (
                SELECT booking_id, line FROM near WHERE (SELECT count(*) FROM near) = $4
                UNION ALL (
                    SELECT of_day.booking_id, of_day.line
                    FROM generate_series(0, $3::date - $2::date) AS days (number)
                    CROSS JOIN LATERAL (
                        SELECT booking_id, line FROM ledger.entry
                        WHERE %3$s AND day = $2::date + days.number%1$s
                        ORDER BY booking_id DESC, line DESC LIMIT $4) AS of_day
                    WHERE (SELECT count(*) FROM near) < $4
                    ORDER BY booking_id DESC, line DESC LIMIT $4)
            )""";

    /** Where the first page can begin. */
    private static final String NEWEST_OF_DAYS = """
            booking_id <= (
                SELECT max(newest_of_day.booking_id)
                FROM generate_series(0, $3::date - $2::date) AS days (number)
                CROSS JOIN LATERAL (
                    SELECT booking_id FROM ledger.entry
                    WHERE %s AND day = $2::date + days.number
                    ORDER BY booking_id DESC, line DESC LIMIT 1) AS newest_of_day)""";

    private static final String OF_GENERATION = """
            WITH page AS (
                SELECT booking_id, line FROM ledger.entry
                WHERE %3$s AND day BETWEEN $2 AND $3%1$s
                ORDER BY booking_id DESC, line DESC LIMIT $4)""";

    private static final String OF_TENANT = "tenant = $1";
    private static final String OF_ALL = "$1::text IS NULL";

    static StatementSql of(StatementQuery query) {
        String scope = query.tenant() == null ? OF_ALL : OF_TENANT;
        Tuple values =
                Tuple.of(query.tenant(), query.days().from(), query.days().to(), query.limit() + 1);
        StringBuilder conditions = new StringBuilder();
        EntryFilter filter = query.filter();
        add(conditions, values, "generation_id", filter.generationId());
        add(conditions, values, "model", filter.model());
        add(conditions, values, "account", filter.account());
        if (filter.ledgerAccount() != null) {
            add(conditions, values, "ledger_account", filter.ledgerAccount().wireName());
        }
        String start = NEWEST_OF_DAYS.formatted(scope);
        if (query.after() != null) {
            values.addValue(query.after().bookingId());
            values.addValue((short) query.after().line());
            start = "(booking_id, line) < ($%d, $%d)".formatted(values.size() - 1, values.size());
            conditions.append(" AND ").append(start);
        }
        String page = filter.generationId() == null ? BY_DAY : OF_GENERATION;
        return new StatementSql(PAGE.formatted(page.formatted(conditions, start, scope)), values);
    }

    private static void add(StringBuilder conditions, Tuple values, String column, String value) {
        if (value != null) {
            values.addValue(value);
            conditions.append(" AND ").append(column).append(" = $").append(values.size());
        }
    }
}
