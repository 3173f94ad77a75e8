package dev.kiln.dispatcher.task.adapter;

import dev.kiln.dispatcher.audit.AuditEntry;
import dev.kiln.dispatcher.audit.Effect;
import dev.kiln.dispatcher.audit.Order;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Tuple;
import java.time.Clock;

/** Adds to the table {@code audit}, inside the transaction of what an operator did. */
final class AuditRows {

    private static final String INSERT = """
            insert into audit (at, operator, action, target, reason, outcome, detail) values ($1, $2, $3, $4, $5, $6, $7)
            """;

    private final Clock clock;

    AuditRows(Clock clock) {
        this.clock = clock;
    }

    void add(SqlConnection connection, Order order, String action, String target, Effect effect) {
        add(connection, order, action, target, effect, null);
    }

    void add(SqlConnection connection, Order order, String action, String target, Effect effect, String detail) {
        add(
                connection,
                new AuditEntry(
                        clock.instant(), order.operator(), action, target, order.reason(), effect.word(), detail));
    }

    void add(SqlConnection connection, AuditEntry entry) {
        Tuple row = Tuple.tuple()
                .addOffsetDateTime(TaskRows.utc(entry.at()))
                .addString(entry.operator())
                .addString(entry.action())
                .addString(entry.target())
                .addString(entry.reason())
                .addString(entry.outcome())
                .addString(entry.detail());
        Transactions.query("audit", connection, INSERT, row);
    }
}
