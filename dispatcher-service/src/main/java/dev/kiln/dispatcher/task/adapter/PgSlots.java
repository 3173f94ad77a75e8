package dev.kiln.dispatcher.task.adapter;

import dev.kiln.dispatcher.task.Breaker;
import dev.kiln.dispatcher.task.Submitting;
import dev.kiln.dispatcher.task.adapter.FreeSlots.Slot;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.SqlClient;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Tuple;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The accounts' slots for creates, timed by the database's clock alone, so that replicas need not agree on theirs. */
final class PgSlots {

    /**
     * Of each account that may be claimed with, as many as it has room for, but of all together about four times as many as
     * are wanted: some accounts may be short of credits. Credits are null where no balance counts. What a restore alone
     * has put in doubt was most likely never sent, and takes no room.
     */
    static final String FREE = """
            with at_kie as materialized (
                select account, count(*) as tasks from task
                where state in ('SUBMITTING', 'RUNNING', 'IN_DOUBT')
                    and (state <> 'IN_DOUBT' or cause_reason is distinct from 'RESTORED') group by account),
            open_account as materialized (
                select a.name, a.doubts_in_a_row >= $3 as probing, $2 - coalesce(k.tasks, 0) as room,
                    case when a.balance_read_at > statement_timestamp() - $5 * interval '1 millisecond'
                        then a.balance + a.balance_held - a.held_ever end as credits
                from account a left join at_kie k on k.account = a.name
                where a.name = any($1) and a.stopped_at is null and a.paused_until <= statement_timestamp()
                  and coalesce(k.tasks, 0) < $2
                  and not (a.doubts_in_a_row >= $3 and a.probing_until > statement_timestamp()))
            select a.name as account, s.number, a.probing, a.credits
            from open_account a cross join lateral (
                select number, free_at from slot
                where account = a.name and kind = 'CREATE' and free_at <= statement_timestamp()
                order by free_at, number
                limit least($4, case when a.probing then 1 else a.room end,
                    (select ceil(4.0 * $4 / greatest(count(*), 1)) from open_account))) s
            order by s.free_at, s.number
            """;

    /** In the one order in which accounts are locked, which is the database's own. */
    private static final String LOCK = """
            select name from account where name = any($1) order by name for no key update
            """;

    private static final String HOLD = """
            update account set held_ever = held_ever + $2::text::numeric where name = $1
            """;

    static final String TAKE = """
            update slot set free_at = clock_timestamp() + $4 * interval '1 millisecond', holder = $3
            where account = $1 and kind = 'CREATE' and number = $2
            """;

    private static final String PROBE = """
            update account set probing_until = clock_timestamp() + $2 * interval '1 millisecond' where name = $1
            """;

    private static final String RELEASE = """
            update slot set free_at = clock_timestamp() + $3 * interval '1 millisecond', holder = null
            where account = $1 and kind = 'CREATE' and holder = $2
            """;

    private final SubmitLimits limits;
    private final String[] accounts;

    /** Slots of these accounts alone, whatever rows there are. */
    PgSlots(SubmitLimits limits, Collection<String> accounts) {
        this.limits = limits;
        this.accounts = accounts.toArray(String[]::new);
    }

    /** Those that may be taken now, at most {@code most} of an account; they stay free while no other claim can run. */
    FreeSlots free(SqlClient client, int most) {
        Tuple parameters = Tuple.tuple()
                .addArrayOfString(accounts)
                .addInteger(limits.runningTasks())
                .addInteger(Breaker.DOUBTS)
                .addInteger(most)
                .addLong(limits.balanceCounts().toMillis());
        List<Slot> free = new ArrayList<>();
        Map<String, BigDecimal> credits = new HashMap<>();
        for (Row row : Transactions.query("find free slots", client, FREE, parameters)) {
            String account = row.getString("account");
            free.add(new Slot(account, row.getInteger("number"), row.getBoolean("probing")));
            credits.put(account, row.getBigDecimal("credits"));
        }
        return new FreeSlots(free, credits);
    }

    /** A task's intent, and the slot for its create. */
    record Taken(Slot slot, Submitting intent) {}

    /** Takes the slots, and counts what is held with their accounts. */
    void take(SqlConnection connection, List<Taken> taken) {
        if (taken.isEmpty()) {
            return;
        }
        long unanswered = limits.unanswered().toMillis();
        Map<String, BigDecimal> held = new HashMap<>();
        for (Taken one : taken) {
            held.merge(one.slot().account(), PgSpending.held(one.intent().generation()), BigDecimal::add);
        }
        Transactions.query(
                "lock accounts",
                connection,
                LOCK,
                Tuple.tuple().addArrayOfString(held.keySet().toArray(String[]::new)));
        List<Tuple> holds = held.entrySet().stream()
                .map(of -> Tuple.of(of.getKey(), of.getValue().toPlainString()))
                .toList();
        Transactions.updateEach("count holds", connection, HOLD, holds);
        List<Tuple> slots = taken.stream()
                .map(one -> Tuple.of(one.slot().account(), one.slot().number(), holder(one.intent()), unanswered))
                .toList();
        Transactions.updateEach("take slots", connection, TAKE, slots);
        List<Tuple> probes = taken.stream()
                .filter(one -> one.slot().probing())
                .sorted(Comparator.comparing(one -> one.slot().account()))
                .map(one -> Tuple.of(one.slot().account(), unanswered))
                .toList();
        Transactions.queryAll("probe accounts", connection, PROBE, probes);
    }

    /** The tasks' slots are free again a window from now. */
    void release(SqlClient client, List<Submitting> tasks) {
        Transactions.queryAll(
                "free slots",
                client,
                RELEASE,
                tasks.stream()
                        .map(task -> Tuple.of(
                                task.submission().account(),
                                holder(task),
                                limits.answered().toMillis()))
                        .toList());
    }

    /** An attempt, not a generation: the next attempt's slot is another. */
    private static String holder(Submitting task) {
        return task.generation().id() + "." + task.submission().attempt();
    }
}
