package dev.kiln.dispatcher.task.adapter;

/** What the claim leaves alone: one condition on the table {@code task}, one on {@code account a}. */
final class Standstill {

    /** Each subquery is run once for a statement, however many tasks are looked at. */
    static final String TASK_MAY_GO = """
             and not exists (select from pause where scope = 'ALL' and ends_at > clock_timestamp())
             and model <> all (array(select name from pause where scope = 'MODEL' and ends_at > clock_timestamp()))
             and tenant_id <> all (array(select name from pause where scope = 'TENANT' and ends_at > clock_timestamp()))
            """;

    static final String ACCOUNT_MAY_GO = " and a.stopped_at is null ";

    private Standstill() {}
}
