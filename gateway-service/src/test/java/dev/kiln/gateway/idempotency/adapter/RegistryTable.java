package dev.kiln.gateway.idempotency.adapter;

import java.sql.SQLException;
import java.time.Duration;
import javax.sql.DataSource;

/** Lets time pass for single keys of the registry, and looks what is in it. */
public record RegistryTable(DataSource database) {

    /** As if the lease had ended so long ago. */
    public void leaseEnded(String generationId, Duration ago) {
        change(
                "UPDATE registry.idempotency_key SET leased_until = clock_timestamp() - ? * interval '1 second'"
                        + " WHERE generation_id = ?",
                ago,
                generationId);
    }

    /** As if the key had come so long ago. */
    public void cameBefore(String generationId, Duration ago) {
        change(
                "UPDATE registry.idempotency_key SET created_at = clock_timestamp() - ? * interval '1 second'"
                        + " WHERE generation_id = ?",
                ago,
                generationId);
    }

    public boolean holds(String text) {
        try (var connection = database.getConnection();
                var query = connection.prepareStatement(
                        "SELECT count(*) FROM registry.idempotency_key AS k WHERE k::text LIKE '%' || ? || '%'")) {
            query.setString(1, text);
            var result = query.executeQuery();
            result.next();
            return result.getInt(1) > 0;
        } catch (SQLException e) {
            throw new IllegalStateException("the test cannot read the registry", e);
        }
    }

    private void change(String sql, Duration ago, String generationId) {
        try (var connection = database.getConnection();
                var statement = connection.prepareStatement(sql)) {
            statement.setLong(1, ago.toSeconds());
            statement.setString(2, generationId);
            if (statement.executeUpdate() != 1) {
                throw new IllegalStateException("the registry has no " + generationId);
            }
        } catch (SQLException e) {
            throw new IllegalStateException("the test cannot change the registry", e);
        }
    }
}
