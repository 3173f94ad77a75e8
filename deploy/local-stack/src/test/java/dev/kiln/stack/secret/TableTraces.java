package dev.kiln.stack.secret;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** Every value of every column of every table in every database, as text. */
final class TableTraces {
    private static final String DATABASES = "select datname from pg_database where datallowconn";
    private static final String COLUMNS = """
            select table_schema, table_name, column_name from information_schema.columns
            where table_schema not in ('pg_catalog', 'information_schema')
            """;

    private TableTraces() {}

    static List<Trace> of(int port, String user) {
        var traces = new ArrayList<Trace>();
        for (var database : column(port, "postgres", user, DATABASES)) {
            traces.addAll(of(port, user, database));
        }
        return traces;
    }

    private static List<Trace> of(int port, String user, String database) {
        try (var connection = connect(port, database, user);
                var statement = connection.createStatement();
                var columns = statement.executeQuery(COLUMNS)) {
            var traces = new ArrayList<Trace>();
            while (columns.next()) {
                traces.add(
                        column(connection, database, columns.getString(1), columns.getString(2), columns.getString(3)));
            }
            return traces;
        } catch (SQLException e) {
            throw new IllegalStateException("Database " + database + " cannot be read", e);
        }
    }

    private static Trace column(Connection connection, String database, String schema, String table, String column)
            throws SQLException {
        var sql = "select string_agg(\"%s\"::text, chr(10)) from \"%s\".\"%s\"".formatted(column, schema, table);
        try (var statement = connection.createStatement();
                var values = statement.executeQuery(sql)) {
            values.next();
            var text = values.getString(1);
            return new Trace("table " + String.join(".", database, schema, table, column), text == null ? "" : text);
        }
    }

    private static List<String> column(int port, String database, String user, String sql) {
        try (var connection = connect(port, database, user);
                var statement = connection.createStatement();
                var rows = statement.executeQuery(sql)) {
            var values = new ArrayList<String>();
            while (rows.next()) {
                values.add(rows.getString(1));
            }
            return values;
        } catch (SQLException e) {
            throw new IllegalStateException("Database " + database + " cannot be read", e);
        }
    }

    private static Connection connect(int port, String database, String user) throws SQLException {
        return DriverManager.getConnection("jdbc:postgresql://127.0.0.1:" + port + "/" + database, user, "");
    }
}
