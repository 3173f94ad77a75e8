package dev.kiln.stack.bench.tables;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Map;

/** Billing's ledger, as large as wanted: copies of one charge over a year's days. */
final class BenchLedger {
    /** Far from what billing numbers itself. */
    static final long FIRST = 1_000_000_000;

    private static final int LINES = 2;
    private static final String NUMBER = FIRST + " + i";
    private static final String EVENT = "'bench.' || i";
    private static final String GENERATION = "'gen_' || md5(i::text)";
    private static final String TASK = "'bench.' || i";
    private static final String MODEL = "case when i % 5 = 0 then t.model else 'model-' || i % 5 end";
    private static final String CHARGED = "(select min(booking_id) from ledger.entry where ledger_account = 'spend')";
    private static final String SUMS = """
            insert into working.daily_usage (tenant, day, model, account, credits, held, generations)
            select tenant, day, model, account, sum(amount), 0, count(*) from ledger.entry
            where ledger_account = 'spend' and booking_id >= %d group by tenant, day, model, account
            on conflict (tenant, day, model, account)
            do update set credits = excluded.credits, generations = excluded.generations""".formatted(FIRST);

    private final Connection connection;

    BenchLedger(Connection connection) {
        this.connection = connection;
    }

    /** Entries from {@code present} up to {@code rows}; triggers and references are off meanwhile. */
    void grow(int present, int rows) throws SQLException {
        run("set session_replication_role = replica");
        var first = present / LINES + 1;
        var last = rows / LINES;
        clone("applied_event")
                .fill(
                        "event_id = (select event_id from ledger.booking where id = " + CHARGED + ")",
                        Map.of("event_id", EVENT, "generation_id", GENERATION, "number", NUMBER),
                        first,
                        last);
        clone("task").fill("true", Map.of("task_id", TASK, "generation_id", GENERATION), first, last);
        clone("booking")
                .fill(
                        "id = " + CHARGED,
                        Map.of("id", NUMBER, "event_id", EVENT, "generation_id", GENERATION, "model", MODEL),
                        first,
                        last);
        for (var side : new String[] {"spend", "prepaid"}) {
            clone("entry")
                    .fill(
                            "booking_id = " + CHARGED + " and ledger_account = '" + side + "'",
                            Map.of(
                                    "booking_id", NUMBER,
                                    "generation_id", GENERATION,
                                    "task_id", TASK,
                                    "model", MODEL,
                                    "day", "current_date - (i % 365)"),
                            first,
                            last);
        }
        run(SUMS);
        run("set session_replication_role = origin");
        clone("entry").settle();
    }

    private CloneRows clone(String table) {
        return new CloneRows(connection, "ledger", table);
    }

    private void run(String sql) throws SQLException {
        try (var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
