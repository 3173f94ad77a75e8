package dev.kiln.backends;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Properties;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EmbeddedPostgresTest {
    @Test
    void keepsItsRowsWhenItIsKilledAndStartedAgain(@TempDir Path directory) throws Exception {
        var port = FreePort.pick();
        var data = directory.resolve("data");
        var url = "jdbc:postgresql://127.0.0.1:" + port + "/postgres";
        var first = BackendProcess.start(EmbeddedPostgres.class, data, port);
        execute(url, "CREATE TABLE kept (id INT)");
        execute(url, "INSERT INTO kept VALUES (7)");
        first.kill();

        var second = BackendProcess.start(EmbeddedPostgres.class, data, port);

        assertThat(queryText(url, "SELECT id FROM kept")).isEqualTo("7");
        assertThat(second.endsWithItsInput()).isTrue();
    }

    @Test
    void commitsDurablyAndStartsItsSessionsInAZoneThatIsNotUtc(@TempDir Path directory) throws Exception {
        try (var postgres = EmbeddedPostgres.start(directory.resolve("data"), FreePort.pick())) {
            postgres.createDatabase("view");
            postgres.createDatabase("view");
            assertThat(queryText(postgres.jdbcUrl("view"), "SHOW synchronous_commit"))
                    .isEqualTo("on");
            assertThat(directory.resolve("data/postmaster.opts")).content().contains("timezone=Asia/Kathmandu");
        }
    }

    private static void execute(String url, String sql) throws SQLException {
        try (var connection = connect(url);
                var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static String queryText(String url, String sql) throws SQLException {
        try (var connection = connect(url);
                var statement = connection.createStatement();
                var rows = statement.executeQuery(sql)) {
            return rows.next() ? rows.getString(1) : null;
        }
    }

    private static Connection connect(String url) throws SQLException {
        var properties = new Properties();
        properties.setProperty("user", EmbeddedPostgres.USER);
        properties.setProperty("password", EmbeddedPostgres.PASSWORD);
        return DriverManager.getConnection(url, properties);
    }
}
