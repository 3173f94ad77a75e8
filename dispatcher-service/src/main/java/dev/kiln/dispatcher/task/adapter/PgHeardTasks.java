package dev.kiln.dispatcher.task.adapter;

import dev.kiln.dispatcher.task.HeardTasks;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.Tuple;
import java.time.Instant;

/** Further tasks that callbacks named, in PostgreSQL; forgotten with their generation. */
public final class PgHeardTasks implements HeardTasks {

    /** Whoever knows an attempt's address can name any number. */
    static final int MOST_OF_A_GENERATION = 10;

    private static final String HEAR = """
            insert into heard_task (generation_id, attempt, task_id, heard_at)
            select generation_id, $2, $3, $4 from task
            where generation_id = $1 and (select count(*) from heard_task where generation_id = $1) < $5
            on conflict do nothing
            """;

    private static final String IS_HEARD = """
            select from heard_task where generation_id = $1 and attempt = $2 and task_id = $3
            """;

    private final Transactions transactions;

    public PgHeardTasks(Pool pool) {
        this.transactions = new Transactions(pool);
    }

    @Override
    public void hear(Heard task, Instant at) {
        Tuple row =
                Tuple.of(task.generationId(), task.attempt(), task.taskId(), TaskRows.utc(at), MOST_OF_A_GENERATION);
        transactions.query("keep a further task that a callback named", HEAR, row);
    }

    @Override
    public boolean isHeard(Heard task) {
        Tuple row = Tuple.of(task.generationId(), task.attempt(), task.taskId());
        return transactions
                        .query("find a further task that a callback named", IS_HEARD, row)
                        .size()
                > 0;
    }
}
