package dev.kiln.stack.bench.tables;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The dispatcher's tasks, the gateway's view and billing's ledger, as large as wanted. */
public final class BenchTables {
    public static final String HOW =
            "Copies of rows that the services wrote: tasks that are queued and due, of another tenant,"
                    + " and a fifth as many that succeeded; in the view, one in a thousand running, the rest succeeded, two a minute;"
                    + " in the ledger, charges of five models over a year, two entries each.";
    public static final String REFERENCE = "order-7";

    /** Between two generations of the view. */
    public static final Duration SPACING = Duration.ofSeconds(30);

    private static final int ENDED_IN = 5;
    private static final String ID = "'gen_' || md5(i::text)";
    private static final Map<String, String> FINISHED = Map.of("generation_id", ID);
    private static final Map<String, String> QUEUED = Map.of(
            "generation_id", ID,
            "accepted_at", "now() - i * interval '1 millisecond'",
            "due_at", "now() - i * interval '1 millisecond'",
            "expires_at", "now() + interval '7 days'");
    private static final Map<String, String> VIEW = Map.of(
            "generation_id", ID,
            "accepted_at", "now() - i * interval '30 seconds'",
            "submitted_at", "now() - i * interval '30 seconds'",
            "completed_at", "case when i % 1000 = 0 then null else now() - i * interval '30 seconds' end",
            "status", "case when i % 1000 = 0 then 'running' else t.status end",
            "model", "case when i % 5 = 0 then 'flux-kontext-pro' else t.model end",
            "reference", "'order-' || i % 10000");

    private final String server;
    private final String user;
    private final String password;

    /** @param server the JDBC address, up to the name of a database */
    public BenchTables(String server, String user, String password) {
        this.server = server;
        this.user = user;
        this.password = password;
    }

    /** Lets the server log how long each statement takes, without its values. */
    public void logStatements() {
        in("postgres", connection -> {
            try (var statement = connection.createStatement()) {
                statement.execute("alter system set log_min_duration_statement = 0");
                statement.execute("alter system set log_parameter_max_length = 0");
                statement.execute("select pg_reload_conf()");
            }
            return null;
        });
    }

    /** The rest up to {@code rows}, where there are {@code present} already. */
    public void grow(int present, int rows, String otherTenant) {
        in("dispatcher", connection -> {
            var tasks = new CloneRows(connection, "public", "task");
            tasks.fill("state = 'QUEUED' and tenant_id = '" + otherTenant + "'", QUEUED, present + 1, rows);
            tasks.fill("state = 'SUCCEEDED'", FINISHED, -(rows / ENDED_IN), -(present / ENDED_IN) - 1);
            tasks.settle();
            return null;
        });
        in("gateway", connection -> {
            var view = new CloneRows(connection, "view", "generation");
            view.fill("status = 'succeeded'", VIEW, present + 1, rows);
            view.settle();
            return null;
        });
        in("billing", connection -> {
            new BenchLedger(connection).grow(present, rows);
            return null;
        });
    }

    /** Of what {@link #grow} booked, with that many rows. */
    public static long middleBooking(int rows) {
        return BenchLedger.FIRST + rows / 4;
    }

    /** Whether billing has booked a charge. */
    public boolean hasCharged() {
        return in("billing", connection -> {
            try (var find =
                    connection.prepareStatement("select from ledger.entry where ledger_account = 'spend' limit 1")) {
                return find.executeQuery().next();
            }
        });
    }

    /** Whether a task of the tenant waits to be claimed. */
    public boolean hasQueued(String tenant) {
        return in("dispatcher", connection -> {
            try (var find =
                    connection.prepareStatement("select from task where state = 'QUEUED' and tenant_id = ? limit 1")) {
                find.setString(1, tenant);
                return find.executeQuery().next();
            }
        });
    }

    /** What of the server's log is new since {@code seen} lines. */
    public static List<String> log(Path directory, int seen) {
        try (var files = Files.list(directory)) {
            var lines = new ArrayList<String>();
            for (var file :
                    files.filter(f -> f.toString().endsWith(".json")).sorted().toList()) {
                lines.addAll(Files.readAllLines(file));
            }
            return lines.subList(Math.min(seen, lines.size()), lines.size());
        } catch (IOException e) {
            throw new UncheckedIOException("PostgreSQL's log cannot be read", e);
        }
    }

    private interface Work<T> {
        T with(Connection connection) throws SQLException;
    }

    private <T> T in(String database, Work<T> work) {
        try (var connection = DriverManager.getConnection(server + database, user, password)) {
            return work.with(connection);
        } catch (SQLException e) {
            throw new IllegalStateException("The tables of " + database + " cannot be prepared", e);
        }
    }
}
