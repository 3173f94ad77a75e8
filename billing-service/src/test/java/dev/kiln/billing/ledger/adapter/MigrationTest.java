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
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.Test;

/** A ledger that was filled by an earlier version stays whole, in a database of its own. */
@QuarkusTest
@QuarkusTestResource(BackendsTestResource.class)
class MigrationTest {

    private static final String BOOKED = """
            INSERT INTO ledger.applied_event VALUES ('e.1', '/t', 't', 'e', 1, 'booked', now(), now());
            INSERT INTO ledger.booking VALUES (1, 'e.1', 'e', 1, 'studio', 'kling/v2-1-pro', NULL, 'r', now(), now());
            INSERT INTO ledger.entry VALUES
                (1, 1, 'holds', 'e', 'main', 1, NULL, '2026-11-23', 5),
                (1, 2, 'holds-contra', 'e', 'main', 1, NULL, '2026-11-23', -5);
            INSERT INTO working.daily_usage VALUES ('studio', '2026-11-23', 'kling/v2-1-pro', 'main', 0, 5, 0)""";

    @ConfigProperty(name = "quarkus.datasource.jdbc.url")
    String url;

    @ConfigProperty(name = "quarkus.datasource.username")
    String user;

    @ConfigProperty(name = "quarkus.datasource.password")
    String password;

    @Test
    void completesTheEntriesOfAnEarlierVersionAndLocksThemAgain() throws SQLException {
        try (Connection connection = DriverManager.getConnection(url, user, password);
                Statement statement = connection.createStatement()) {
            statement.execute("CREATE DATABASE migrated");
        }
        String migrated = url.replaceFirst("/[^/?]*(\\?|$)", "/migrated$1");
        migrate(migrated, "1");
        try (Connection connection = DriverManager.getConnection(migrated, user, password);
                Statement statement = connection.createStatement()) {
            statement.execute(BOOKED);

            migrate(migrated, "latest");

            try (ResultSet rows = statement.executeQuery(
                    "SELECT count(*) FROM ledger.entry WHERE tenant = 'studio' AND model = 'kling/v2-1-pro'")) {
                rows.next();
                assertThat(rows.getInt(1)).isEqualTo(2);
            }
            try (ResultSet rows = statement.executeQuery(
                    "SELECT count(*) FROM working.open_hold WHERE generation_id = 'e' AND tenant = 'studio'"
                            + " AND credits = 5 AND submitted_at = '2026-11-23T00:00:00Z'")) {
                rows.next();
                assertThat(rows.getInt(1)).isEqualTo(1);
            }
            assertThatThrownBy(() -> statement.execute("UPDATE ledger.entry SET tenant = 'other'"))
                    .hasMessageContaining("append-only");
        }
    }

    private void migrate(String database, String target) {
        Flyway.configure()
                .dataSource(database, user, password)
                .locations("db/migration")
                .defaultSchema("public")
                .target(target)
                .load()
                .migrate();
    }
}
