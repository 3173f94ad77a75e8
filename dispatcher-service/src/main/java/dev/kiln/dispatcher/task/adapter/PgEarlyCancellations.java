package dev.kiln.dispatcher.task.adapter;

import dev.kiln.dispatcher.task.EarlyCancellations;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.Tuple;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Early cancellations in PostgreSQL; {@link PgInbox} obeys them in the transaction that stores the request. */
public final class PgEarlyCancellations implements EarlyCancellations {

    private static final String REMEMBER = """
            insert into early_cancellation (generation_id, tenant_id, remembered_at) values ($1, $2, $3)
            on conflict do nothing
            """;

    static final String OVERTAKEN = """
            select e.tenant_id, e.generation_id from early_cancellation e
            where e.remembered_at >= $1 and exists (select from task t where t.generation_id = e.generation_id)
            order by e.remembered_at limit $2
            """;

    private final Transactions transactions;

    public PgEarlyCancellations(Pool pool) {
        this.transactions = new Transactions(pool);
    }

    @Override
    public void remember(Early cancellation, Instant at) {
        Tuple row = Tuple.of(cancellation.generationId(), cancellation.tenantId(), TaskRows.utc(at));
        transactions.query("remember a cancellation", REMEMBER, row);
    }

    @Override
    public List<Early> overtaken(Instant since, int limit) {
        List<Early> overtaken = new ArrayList<>();
        transactions
                .query("find cancellations", OVERTAKEN, Tuple.of(TaskRows.utc(since), limit))
                .forEach(row -> overtaken.add(new Early(row.getString(0), row.getString(1))));
        return overtaken;
    }

    @Override
    public void forget(Early cancellation) {
        transactions.query(
                "forget a cancellation",
                "delete from early_cancellation where generation_id = $1 and tenant_id = $2",
                Tuple.of(cancellation.generationId(), cancellation.tenantId()));
    }

    @Override
    public void forgetBefore(Instant time) {
        transactions.query(
                "forget old cancellations",
                "delete from early_cancellation where remembered_at < $1",
                Tuple.of(TaskRows.utc(time)));
    }
}
