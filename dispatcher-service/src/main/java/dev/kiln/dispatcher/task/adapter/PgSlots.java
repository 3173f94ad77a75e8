package dev.kiln.dispatcher.task.adapter;

import dev.kiln.dispatcher.task.Breaker;
import dev.kiln.dispatcher.task.Submitting;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.SqlClient;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Tuple;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The accounts' slots for creates, timed by the database's clock alone, so that replicas need not agree on theirs. */
final class PgSlots {

    /** Accounts without room are taken out first, so that the index gives the slots that are free longest. */
    private static final String FREE = """
            with at_kie as materialized (
                select account, count(*) as tasks from task
                where state in ('SUBMITTING', 'RUNNING', 'IN_DOUBT') group by account),
            full_up as materialized (
                select a.name from account a left join at_kie k on k.account = a.name
                where a.name <> all($1) or a.stopped_at is not null or a.paused_until > statement_timestamp()
                  or k.tasks >= $2
                  or (a.doubts_in_a_row >= $3 and a.probing_until > statement_timestamp()))
            select s.account, s.number, a.doubts_in_a_row >= $3 as probing, $2 - coalesce(k.tasks, 0) as room
            from (
                select account, number, free_at from slot
                where kind = 'CREATE' and free_at <= statement_timestamp()
                  and account <> all(array(select name from full_up))
                order by free_at, number limit $4) s
            join account a on a.name = s.account left join at_kie k on k.account = s.account
            order by s.free_at, s.number
            """;

    private static final String TAKE = """
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

    /** Of an account's free slots more are found than it may have room for: so many times more are looked at. */
    private static final int AMPLE = 4;

    private final SubmitLimits limits;
    private final String[] accounts;

    /** Slots of these accounts alone, whatever rows there are. */
    PgSlots(SubmitLimits limits, Collection<String> accounts) {
        this.limits = limits;
        this.accounts = accounts.toArray(String[]::new);
    }

    /**
     * A slot that is free.
     *
     * @param probing whether it is for the one create that tries an account whose breaker is open
     */
    record Slot(String account, int number, boolean probing) {}

    /** Those that may be taken now, at most {@code most}; they stay free as long as no other claim can run. */
    List<Slot> free(SqlClient client, int most) {
        Tuple parameters = Tuple.tuple()
                .addArrayOfString(accounts)
                .addInteger(limits.runningTasks())
                .addInteger(Breaker.DOUBTS)
                .addInteger(AMPLE * most);
        List<Slot> free = new ArrayList<>();
        Map<String, Integer> used = new HashMap<>();
        for (Row row : Transactions.query("find free slots", client, FREE, parameters)) {
            Slot slot = new Slot(row.getString("account"), row.getInteger("number"), row.getBoolean("probing"));
            long room = slot.probing() ? 1 : row.getLong("room");
            if (free.size() < most && used.merge(slot.account(), 1, Integer::sum) <= room) {
                free.add(slot);
            }
        }
        return free;
    }

    /** Takes a slot each for the intents. */
    void take(SqlConnection connection, List<Slot> slots, List<Submitting> intents) {
        List<Tuple> taken = new ArrayList<>();
        List<Tuple> probes = new ArrayList<>();
        for (int number = 0; number < intents.size(); number++) {
            Slot slot = slots.get(number);
            long unanswered = limits.unanswered().toMillis();
            taken.add(Tuple.of(slot.account(), slot.number(), holder(intents.get(number)), unanswered));
            if (slot.probing()) {
                probes.add(Tuple.of(slot.account(), unanswered));
            }
        }
        probes.sort(Comparator.comparing(probe -> probe.getString(0)));
        Transactions.updateEach("take slots", connection, TAKE, taken);
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
