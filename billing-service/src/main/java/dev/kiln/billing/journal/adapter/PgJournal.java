package dev.kiln.billing.journal.adapter;

import dev.kiln.billing.journal.JournalEntry;
import dev.kiln.contract.EventType;
import dev.kiln.contract.GenerationEvent;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** Reads a journal in its order, a part at a time. Blocks. */
public final class PgJournal {

    private static final int FETCH = 500;
    /** What the ledger applies together at most. */
    private static final int LARGEST = 1000;

    private static final String READ = """
            SELECT number, event_id, source, type, occurred_at, applied_at, tenant, data, operator
            FROM ledger.applied_event WHERE number IS NOT NULL ORDER BY number""";
    private static final String WITHOUT_DATA = "SELECT count(*) FROM ledger.applied_event WHERE number IS NULL";

    private final Connection connection;

    /** @param connection to the database whose journal is read; its transaction is this reader's */
    public PgJournal(Connection connection) {
        this.connection = connection;
    }

    /** How many inputs an earlier version applied without keeping them whole: the topics alone have those. */
    public long withoutData() throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(WITHOUT_DATA)) {
            rows.next();
            return rows.getLong(1);
        }
    }

    /** Gives what was applied together, together. */
    public void read(Consumer<List<JournalEntry>> together) throws SQLException {
        connection.setAutoCommit(false);
        try (Statement statement = connection.createStatement()) {
            statement.setFetchSize(FETCH);
            List<JournalEntry> batch = new ArrayList<>();
            try (ResultSet rows = statement.executeQuery(READ)) {
                while (rows.next()) {
                    JournalEntry entry = entry(rows);
                    if (!batch.isEmpty() && !belong(batch.getLast(), entry)) {
                        together.accept(List.copyOf(batch));
                        batch.clear();
                    }
                    batch.add(entry);
                }
            }
            if (!batch.isEmpty()) {
                together.accept(List.copyOf(batch));
            }
        }
    }

    private static boolean belong(JournalEntry before, JournalEntry entry) {
        return isOfAGeneration(before)
                && isOfAGeneration(entry)
                && before.appliedAt().equals(entry.appliedAt())
                && (before.number() - 1) / LARGEST == (entry.number() - 1) / LARGEST;
    }

    private static boolean isOfAGeneration(JournalEntry entry) {
        return EventType.named(entry.type())
                .filter(type -> GenerationEvent.class.isAssignableFrom(type.record()))
                .isPresent();
    }

    private static JournalEntry entry(ResultSet row) throws SQLException {
        return new JournalEntry(
                row.getLong("number"),
                row.getString("event_id"),
                row.getString("source"),
                row.getString("type"),
                instant(row, "occurred_at"),
                instant(row, "applied_at"),
                row.getString("tenant"),
                row.getString("data"),
                row.getString("operator"));
    }

    private static Instant instant(ResultSet row, String column) throws SQLException {
        return row.getObject(column, OffsetDateTime.class).toInstant();
    }
}
