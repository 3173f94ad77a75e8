package dev.kiln.stack.bench.tables;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Fills a table with copies of rows that the services wrote, so that their form is real whatever columns there are; what
 * must differ is said in SQL, where {@code i} is the copy's number.
 */
final class CloneRows {
    private final Connection connection;
    private final String schema;
    private final String table;

    CloneRows(Connection connection, String schema, String table) {
        this.connection = connection;
        this.schema = schema;
        this.table = table;
    }

    /** Copies of the one row that the condition finds, numbered from {@code first} to {@code last}. */
    void fill(String condition, Map<String, String> changed, int first, int last) throws SQLException {
        var columns = columns();
        var values = columns.stream()
                .map(column -> changed.getOrDefault(column, "t.\"" + column + "\""))
                .toList();
        var sql =
                "insert into %s.%s (%s) select %s from (select * from %s.%s where %s limit 1) t, generate_series(?, ?) i"
                        .formatted(
                                schema,
                                table,
                                "\"" + String.join("\", \"", columns) + "\"",
                                String.join(", ", values),
                                schema,
                                table,
                                condition);
        try (var insert = connection.prepareStatement(sql)) {
            insert.setInt(1, first);
            insert.setInt(2, last);
            if (insert.executeUpdate() != last - first + 1) {
                throw new IllegalStateException("No row of " + schema + "." + table + " has " + condition);
            }
        }
    }

    /** For all tables of the database, as the server does it in time by itself. */
    void settle() throws SQLException {
        try (var statement = connection.createStatement()) {
            statement.execute("vacuum (analyze)");
        }
    }

    private List<String> columns() throws SQLException {
        var columns = new ArrayList<String>();
        try (var find = connection.prepareStatement("select column_name from information_schema.columns"
                + " where table_schema = ? and table_name = ? and is_generated = 'NEVER' and is_identity = 'NO'"
                + " order by ordinal_position")) {
            find.setString(1, schema);
            find.setString(2, table);
            var rows = find.executeQuery();
            while (rows.next()) {
                columns.add(rows.getString(1));
            }
        }
        return columns;
    }
}
