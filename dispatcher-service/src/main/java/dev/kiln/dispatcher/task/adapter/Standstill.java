package dev.kiln.dispatcher.task.adapter;

/** What the claim leaves alone: a condition on a queue {@code q} of tasks, and one on an {@code account a}. */
final class Standstill {

    /** Each subquery is run once for a statement, however many queues are looked at. */
    static final String QUEUE_MAY_GO = """
             and not exists (select from pause where scope = 'ALL' and ends_at > clock_timestamp())
             and q.model <> all (array(select name from pause where scope = 'MODEL' and ends_at > clock_timestamp()))
             and q.tenant_id <> all (
                array(select name from pause where scope = 'TENANT' and ends_at > clock_timestamp()))
            """;

    static final String ACCOUNT_IS_STOPPED = " a.stopped_at is not null ";

    private Standstill() {}
}
