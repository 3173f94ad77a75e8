package dev.kiln.billing;

import io.quarkus.runtime.Quarkus;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import javax.sql.DataSource;
import org.jboss.logging.Logger;

/**
 * With {@code kiln.billing.rebuild.from}, and best in the profile {@code rebuild}, the process builds the ledger again from
 * the journal of the database there, compares both, and ends: with 0 where they agree.
 */
@ApplicationScoped
class RebuildCommand {

    private static final Logger LOG = Logger.getLogger(RebuildCommand.class);
    private static final int SHOWN = 20;
    private static final String FRESH = "SELECT count(*) FROM ledger.applied_event";
    private static final String BALANCES = """
            SELECT concat_ws(' ', ledger_account, account, task_id, tenant, model, day, trim_scale(sum(amount)))
            FROM ledger.entry GROUP BY ledger_account, account, task_id, tenant, model, day
            HAVING sum(amount) <> 0 ORDER BY 1""";
    private static final String CONSUMED = "SELECT topic, partition, next_offset FROM working.consumed";
    private static final String SAID = "SELECT event_id FROM working.outbox";

    private final BillingConfig config;
    private final RebuildLedger rebuild;
    private final DataSource target;

    RebuildCommand(BillingConfig config, RebuildLedger rebuild, DataSource target) {
        this.config = config;
        this.rebuild = rebuild;
        this.target = target;
    }

    void start(@Observes StartupEvent event) {
        config.billing()
                .rebuild()
                .from()
                .ifPresent(from -> Thread.ofVirtual().name("rebuild").start(() -> Quarkus.asyncExit(code(from))));
    }

    private int code(String from) {
        try {
            return agrees(from) ? 0 : 1;
        } catch (SQLException | RuntimeException e) {
            LOG.error("The ledger could not be built again", e);
            return 1;
        }
    }

    /** Whether the ledger that was built has the balances of the one at the address. */
    boolean agrees(String from) throws SQLException {
        try (Connection source = DriverManager.getConnection(from);
                Connection built = target.getConnection()) {
            if (!lines(built, FRESH).equals(List.of("0"))) {
                throw new IllegalStateException("the database to build in is not fresh");
            }
            source.setAutoCommit(false);
            source.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
            long applied = rebuild.rebuild(source);
            finish(source, built);
            List<String> expected = lines(source, BALANCES);
            List<String> found = lines(built, BALANCES);
            LOG.infof(
                    "%d inputs applied, %d balances; the ledger they came from has %d",
                    applied, found.size(), expected.size());
            return tellDifferences(expected, found);
        }
    }

    private static boolean tellDifferences(List<String> expected, List<String> found) {
        List<String> differences = new ArrayList<>(expected);
        differences.removeAll(new HashSet<>(found));
        differences.stream().limit(SHOWN).forEach(line -> LOG.warnf("Not built again: %s", line));
        return expected.equals(found);
    }

    /** How far the topics are consumed, and that only what the source has still to say is said. */
    private static void finish(Connection source, Connection built) throws SQLException {
        try (Statement read = source.createStatement();
                var rows = read.executeQuery(CONSUMED);
                var insert = built.prepareStatement(
                        "INSERT INTO working.consumed VALUES (?, ?, ?) ON CONFLICT (topic, partition)"
                                + " DO UPDATE SET next_offset = excluded.next_offset")) {
            while (rows.next()) {
                insert.setString(1, rows.getString(1));
                insert.setInt(2, rows.getInt(2));
                insert.setLong(3, rows.getLong(3));
                insert.executeUpdate();
            }
        }
        try (var forget = built.prepareStatement("DELETE FROM working.outbox WHERE event_id <> ALL (?)");
                Statement count = built.createStatement()) {
            forget.setArray(1, built.createArrayOf("text", lines(source, SAID).toArray()));
            forget.executeUpdate();
            count.execute("SELECT setval('ledger.number', (SELECT coalesce(max(number), 0) / 1000 * 1000 + 1001"
                    + " FROM ledger.applied_event))");
        }
    }

    private static List<String> lines(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement();
                var rows = statement.executeQuery(sql)) {
            List<String> lines = new ArrayList<>();
            while (rows.next()) {
                lines.add(rows.getString(1));
            }
            return lines;
        }
    }
}
