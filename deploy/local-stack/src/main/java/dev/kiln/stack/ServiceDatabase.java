package dev.kiln.stack;

import dev.kiln.backends.EmbeddedPostgres;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.List;

/**
 * A service's database and its two roles, as in production: {@code <name>_owner} owns the tables and migrates them,
 * {@code <name>} is the service, which may read and write rows and no more.
 *
 * @param name of the database; a literal of this project's
 */
record ServiceDatabase(int port, String name) {

    String service() {
        return name;
    }

    String owner() {
        return name + "_owner";
    }

    /** The server may still be starting up. */
    void create() {
        EmbeddedPostgres.createDatabase(port, name);
        execute(name, List.of("CREATE ROLE " + owner() + " LOGIN", "CREATE ROLE " + service() + " LOGIN"));
        execute(name, rights());
    }

    /** An empty one in its place; whoever is connected is cut off. */
    void replace() {
        execute(EmbeddedPostgres.USER, List.of("DROP DATABASE " + name + " WITH (FORCE)"));
        EmbeddedPostgres.createDatabase(port, name);
        execute(name, rights());
    }

    private List<String> rights() {
        var defaults = "ALTER DEFAULT PRIVILEGES FOR ROLE " + owner() + " GRANT ";
        return List.of(
                "ALTER DATABASE " + name + " OWNER TO " + owner(),
                "GRANT ALL ON SCHEMA public TO " + owner(),
                "GRANT USAGE ON SCHEMA public TO " + service(),
                defaults + "USAGE ON SCHEMAS TO " + service(),
                defaults + "SELECT, INSERT, UPDATE, DELETE ON TABLES TO " + service(),
                defaults + "USAGE, SELECT ON SEQUENCES TO " + service());
    }

    private void execute(String database, List<String> statements) {
        var url = "jdbc:postgresql://127.0.0.1:" + port + "/" + database;
        try (var connection = DriverManager.getConnection(url, EmbeddedPostgres.USER, EmbeddedPostgres.PASSWORD);
                var statement = connection.createStatement()) {
            for (var sql : statements) {
                statement.execute(sql);
            }
        } catch (SQLException e) {
            throw new IllegalStateException("Database " + name + " cannot be made", e);
        }
    }
}
