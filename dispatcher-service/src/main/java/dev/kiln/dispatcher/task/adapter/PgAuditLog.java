package dev.kiln.dispatcher.task.adapter;

import dev.kiln.dispatcher.audit.AuditEntry;
import dev.kiln.dispatcher.audit.AuditLog;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.Tuple;
import java.util.ArrayList;
import java.util.List;

/** The audit in PostgreSQL. */
public final class PgAuditLog implements AuditLog {

    private static final String PAGE = """
            select id, at, operator, action, target, reason, outcome, detail from audit where id < $1
            order by id desc limit $2
            """;

    private final Transactions transactions;

    public PgAuditLog(Pool pool) {
        this.transactions = new Transactions(pool);
    }

    @Override
    public List<Kept> page(long before, int limit) {
        List<Kept> page = new ArrayList<>();
        transactions.query("read the audit", PAGE, Tuple.of(before, limit)).forEach(row -> page.add(kept(row)));
        return page;
    }

    private static Kept kept(Row row) {
        return new Kept(
                row.getLong("id"),
                new AuditEntry(
                        TaskRows.instant(row, "at"),
                        row.getString("operator"),
                        row.getString("action"),
                        row.getString("target"),
                        row.getString("reason"),
                        row.getString("outcome"),
                        row.getString("detail")));
    }
}
