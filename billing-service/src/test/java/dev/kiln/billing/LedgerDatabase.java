package dev.kiln.billing;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.flywaydb.core.Flyway;

/** All tables of a ledger: what is in them, by row and by sum, and copies of them in other databases. */
final class LedgerDatabase implements AutoCloseable {

    private static final String JOURNAL = "applied_event";

    /** In an order that references allow. */
    private static final List<String> LEDGER = List.of(JOURNAL, "task", "booking", "entry", "balance_reading");

    private static final List<String> KEPT = List.of(
            "daily_usage",
            "kie_account",
            "spend",
            "budgets",
            "threshold_reached",
            "generation",
            "other_task",
            "open_hold",
            "price_check");

    private final String url;
    private final String user;
    private final String password;
    private final Connection database;

    LedgerDatabase(String url, String user, String password) throws SQLException {
        this.url = url;
        this.user = user;
        this.password = password;
        database = DriverManager.getConnection(url, user, password);
    }

    Map<String, List<String>> rows() throws SQLException {
        Map<String, List<String>> rows = new TreeMap<>();
        for (String table : LEDGER) {
            rows.put(table, lines("SELECT t::text FROM ledger." + table + " t ORDER BY 1"));
        }
        for (String table : KEPT) {
            rows.put(table, lines("SELECT t::text FROM working." + table + " t ORDER BY 1"));
        }
        return rows;
    }

    /** By tenant, model and day, by account and task, and what was bought: the order of generations' events must not matter. */
    List<String> balances() throws SQLException {
        return lines(
                "SELECT concat_ws(' ', tenant, model, day, account, task_id, ledger_account, trim_scale(sum(amount)))"
                        + " FROM ledger.entry GROUP BY tenant, model, day, account, task_id, ledger_account HAVING sum(amount) <> 0"
                        + " ORDER BY 1");
    }

    /** What is kept by day, period and generation; which sums of nothing have a row depends on the order. */
    List<String> sums() throws SQLException {
        return lines(
                "SELECT concat_ws(' ', tenant, day, model, account, trim_scale(credits), trim_scale(held), generations)"
                        + " FROM working.daily_usage WHERE (credits, held, generations) <> (0, 0, 0)"
                        + " UNION ALL SELECT concat_ws(' ', tenant, model, period, starts, trim_scale(spent))"
                        + " FROM working.spend WHERE spent <> 0"
                        + " UNION ALL SELECT h::text FROM working.open_hold h ORDER BY 1");
    }

    /** The address of a copy, of which a rebuild reads the journal and compares the rest. */
    String elsewhere() throws SQLException {
        String address = migrated("elsewhere");
        try (Connection connection = DriverManager.getConnection(address)) {
            PlainSql.execute(connection, "SET session_replication_role = replica");
            for (String table : LEDGER) {
                for (String row : lines("SELECT row_to_json(t)::text FROM ledger." + table + " t")) {
                    try (var insert = connection.prepareStatement("INSERT INTO ledger." + table
                            + " SELECT * FROM json_populate_record(NULL::ledger." + table + ", ?::json)")) {
                        insert.setString(1, row);
                        insert.executeUpdate();
                    }
                }
            }
        }
        return address;
    }

    /** The address of a database of its own. */
    String migrated(String name) throws SQLException {
        PlainSql.execute(database, "CREATE DATABASE " + name);
        String address = url.replaceFirst("/[^/?]*(\\?|$)", "/" + name + "$1");
        Flyway.configure()
                .dataSource(address, user, password)
                .locations("db/migration")
                .defaultSchema("public")
                .load()
                .migrate();
        return address + "?user=" + user + "&password=" + password;
    }

    /**
     * Another order of the generations' events, each booking of its own, so that numbers stay unique. What was said of accounts,
     * booked by hand and set as budgets comes after them, in its own order, on which balances depend.
     */
    static void shuffle(Connection journal) throws SQLException {
        PlainSql.execute(
                journal,
                "ALTER TABLE ledger.applied_event DISABLE TRIGGER append_only",
                "UPDATE ledger.applied_event e SET number = s.place FROM (SELECT event_id,"
                        + " row_number() OVER (ORDER BY md5(event_id)) AS place FROM ledger.applied_event) AS s"
                        + " WHERE s.event_id = e.event_id AND e.generation_id IS NOT NULL",
                "UPDATE ledger.applied_event SET number = number + 1000000 WHERE generation_id IS NULL");
    }

    void empty() throws SQLException {
        for (String table : LEDGER) {
            PlainSql.execute(database, "ALTER TABLE ledger." + table + " DISABLE TRIGGER append_only");
        }
        PlainSql.execute(database, "TRUNCATE ledger." + String.join(", ledger.", LEDGER) + " CASCADE");
        PlainSql.execute(database, "TRUNCATE working." + String.join(", working.", KEPT) + ", working.outbox");
        for (String table : LEDGER) {
            PlainSql.execute(database, "ALTER TABLE ledger." + table + " ENABLE TRIGGER append_only");
        }
    }

    long count(String from) throws SQLException {
        return Long.parseLong(lines("SELECT count(*) FROM " + from).getFirst());
    }

    private List<String> lines(String sql) throws SQLException {
        return PlainSql.lines(database, sql);
    }

    void execute(String... statements) throws SQLException {
        PlainSql.execute(database, statements);
    }

    @Override
    public void close() throws SQLException {
        database.close();
    }
}
