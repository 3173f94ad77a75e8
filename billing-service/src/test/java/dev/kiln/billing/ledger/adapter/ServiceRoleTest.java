package dev.kiln.billing.ledger.adapter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kiln.backends.BackendsTestResource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.Test;

/** An owner migrates and a service works, as the compose file has it: by default privileges the service may do all. */
@QuarkusTest
@QuarkusTestResource(BackendsTestResource.class)
class ServiceRoleTest {

    @ConfigProperty(name = "quarkus.datasource.jdbc.url")
    String url;

    @ConfigProperty(name = "quarkus.datasource.username")
    String user;

    @ConfigProperty(name = "quarkus.datasource.password")
    String password;

    @Test
    void mayReadAndAddToTheLedgerAndNoMore() throws SQLException {
        run(
                url,
                "CREATE ROLE ledger_owner LOGIN",
                "CREATE ROLE ledger_service LOGIN",
                "CREATE DATABASE owned OWNER ledger_owner");
        String owned = url.replaceFirst("/[^/?]*(\\?|$)", "/owned$1");
        run(
                owned,
                "GRANT ALL ON SCHEMA public TO ledger_owner",
                "ALTER DEFAULT PRIVILEGES FOR ROLE ledger_owner GRANT USAGE ON SCHEMAS TO ledger_service",
                "ALTER DEFAULT PRIVILEGES FOR ROLE ledger_owner GRANT SELECT, INSERT, UPDATE, DELETE ON TABLES"
                        + " TO ledger_service");
        Flyway.configure()
                .dataSource(owned, "ledger_owner", password)
                .locations("db/migration")
                .defaultSchema("public")
                .load()
                .migrate();

        try (Connection service = DriverManager.getConnection(owned, "ledger_service", password);
                Statement statement = service.createStatement()) {
            for (String table : tables(statement)) {
                for (String change : List.of(
                        "DELETE FROM ledger." + table,
                        "UPDATE ledger." + table + " SET " + column(statement, table) + " = NULL",
                        "TRUNCATE ledger." + table,
                        "ALTER TABLE ledger." + table + " DISABLE TRIGGER ALL")) {
                    assertThatThrownBy(() -> statement.execute(change))
                            .as(change)
                            .hasMessageMatching("(?s).*(permission denied|must be owner).*");
                }
                statement.executeQuery("SELECT count(*) FROM ledger." + table).close();
            }
            assertThat(tables(statement)).contains("applied_event", "booking", "entry", "task", "balance_reading");
            assertThat(statement.executeUpdate("INSERT INTO ledger.task VALUES ('task', 'generation', 'main')"))
                    .isEqualTo(1);
            assertThat(statement.executeUpdate("DELETE FROM working.outbox")).isZero();
        }
    }

    private static List<String> tables(Statement statement) throws SQLException {
        return lines(statement, "SELECT tablename FROM pg_tables WHERE schemaname = 'ledger' ORDER BY 1");
    }

    private static String column(Statement statement, String table) throws SQLException {
        return lines(
                        statement,
                        "SELECT column_name FROM information_schema.columns WHERE table_schema = 'ledger'"
                                + " AND table_name = '" + table + "'")
                .getFirst();
    }

    private static List<String> lines(Statement statement, String sql) throws SQLException {
        List<String> lines = new ArrayList<>();
        try (ResultSet rows = statement.executeQuery(sql)) {
            while (rows.next()) {
                lines.add(rows.getString(1));
            }
        }
        return lines;
    }

    private void run(String database, String... statements) throws SQLException {
        try (Connection connection = DriverManager.getConnection(database, user, password);
                Statement statement = connection.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
            }
        }
    }
}
