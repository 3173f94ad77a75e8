package dev.kiln.billing.statement.adapter;

import dev.kiln.billing.statement.StatementQuery;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.List;

/** Reads pages of the ledger. */
@ApplicationScoped
class PgStatement {

    private final Pool pool;

    PgStatement(Pool pool) {
        this.pool = pool;
    }

    Uni<StatementPage> of(StatementQuery query) {
        StatementSql sql = StatementSql.of(query);
        return pool.preparedQuery(sql.text()).execute(sql.values()).map(found -> {
            List<StatementEntry> entries = new ArrayList<>();
            for (Row row : found) {
                entries.add(StatementEntry.of(row));
            }
            return StatementPage.of(query, entries);
        });
    }
}
