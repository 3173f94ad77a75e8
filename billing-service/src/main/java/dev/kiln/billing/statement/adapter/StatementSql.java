package dev.kiln.billing.statement.adapter;

import dev.kiln.billing.statement.EntryFilter;
import dev.kiln.billing.statement.StatementQuery;
import io.vertx.mutiny.sqlclient.Tuple;

/**
 * The statement that reads one page and one entry more, which tells that there is a next page. An index gives the newest
 * entries of each single day in order, so the work is bounded by days and limit, not by how much is booked; a generation
 * has few entries, which are read together. Made of constant text alone; every value is a parameter.
 */
record StatementSql(String text, Tuple values) {

    private static final String PAGE = """
            SELECT e.booking_id, e.line, e.generation_id, e.model, e.account, e.ledger_account, e.attempt, e.task_id,
                   e.day, e.amount, b.event_id, b.sequence, b.basis, b.catalog_revision, b.occurred_at, b.booked_at
            FROM (%s ORDER BY booking_id DESC, line DESC LIMIT $4) AS page
            JOIN ledger.entry e ON e.booking_id = page.booking_id AND e.line = page.line
            JOIN ledger.booking b ON b.id = page.booking_id
            ORDER BY e.booking_id DESC, e.line DESC""";

    private static final String BY_DAY = """
            SELECT of_day.booking_id, of_day.line
            FROM generate_series(0, $3::date - $2::date) AS days (number)
            CROSS JOIN LATERAL (
                SELECT booking_id, line FROM ledger.entry
                WHERE tenant = $1 AND day = $2::date + days.number%s
                ORDER BY booking_id DESC, line DESC LIMIT $4) AS of_day""";

    private static final String OF_GENERATION = """
            SELECT booking_id, line FROM ledger.entry
            WHERE tenant = $1 AND day BETWEEN $2 AND $3%s""";

    static StatementSql of(StatementQuery query) {
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
        if (query.after() != null) {
            values.addValue(query.after().bookingId());
            values.addValue((short) query.after().line());
            conditions.append(" AND (booking_id, line) < ($%d, $%d)".formatted(values.size() - 1, values.size()));
        }
        String keys = filter.generationId() == null ? BY_DAY : OF_GENERATION;
        return new StatementSql(PAGE.formatted(keys.formatted(conditions)), values);
    }

    private static void add(StringBuilder conditions, Tuple values, String column, String value) {
        if (value != null) {
            values.addValue(value);
            conditions.append(" AND ").append(column).append(" = $").append(values.size());
        }
    }
}
