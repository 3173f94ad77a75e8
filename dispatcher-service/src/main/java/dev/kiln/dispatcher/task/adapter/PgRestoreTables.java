package dev.kiln.dispatcher.task.adapter;

import dev.kiln.contract.Cause;
import dev.kiln.contract.Topic;
import dev.kiln.dispatcher.audit.Effect;
import dev.kiln.dispatcher.audit.Order;
import dev.kiln.dispatcher.task.Inbox.Arrival;
import dev.kiln.dispatcher.task.Inbox.Offset;
import dev.kiln.dispatcher.task.RestoreTables;
import dev.kiln.dispatcher.task.Said;
import dev.kiln.dispatcher.task.Task;
import dev.kiln.dispatcher.task.Transition;
import dev.kiln.dispatcher.task.UnreadableRow;
import dev.kiln.tracecontext.LogContext;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Tuple;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.jboss.logging.Logger;

/** Restores in PostgreSQL. A task in doubt by the restore that is not announced yet has no {@code due_at}. */
public final class PgRestoreTables implements RestoreTables {

    private static final Logger LOG = Logger.getLogger(PgRestoreTables.class);

    private static final String OFFSETS = "select partition, next_offset from inbox_offset where topic = $1";

    private static final String ACCOUNTED = "select partition, next_offset from restored_until where topic = $1";

    private static final String ACCOUNT = """
            insert into restored_until (topic, partition, next_offset) values ($1, $2, $3)
            on conflict (topic, partition) do update set next_offset = excluded.next_offset
            """;

    private static final String VERSIONS = """
            select generation_id, version from task where generation_id = any($1)
            union all
            select generation_id, 9223372036854775807 from ended_generation where generation_id = any($1)
            """;

    private static final String BEGUN = "select from restore";

    /** Held to the transaction's end, so that no other replica ends the restore meanwhile. */
    private static final String STILL = "select from restore for share";

    private static final String BEGIN = "insert into restore default values on conflict do nothing";

    /** Longer than Kie's window. */
    private static final String KEEP_SLOTS = """
            update slot set free_at = greatest(free_at, clock_timestamp() + interval '11 seconds') where kind = 'CREATE'
            """;

    private static final String END = "delete from restore";

    /** Each by the index of its state: most of the table has ended long ago. */
    static final List<String> DOUBT = List.of(doubt("QUEUED"), doubt("SUBMITTING"));

    private static final String KNOWN =
            "select " + TaskRows.COLUMNS + " from task where generation_id = any($1) order by generation_id for update";

    private static final String OPEN = """
            select generation_id from task where generation_id = any($1)
                and state in ('SUBMITTING', 'RUNNING', 'IN_DOUBT', 'PARKED')
            """;

    private static final String RAISE = """
            update task set attempt = $2, account = $3
            where generation_id = $1 and attempt < $2 and state = 'IN_DOUBT' and due_at is null
            """;

    private static final String UNANNOUNCED =
            "select generation_id from task where state = 'IN_DOUBT' and due_at is null limit $1";

    private final Transactions transactions;
    private final PgInbox inbox;
    private final TaskWrites writes;
    private final AuditRows audit;

    public PgRestoreTables(Pool pool, Clock clock) {
        this.transactions = new Transactions(pool);
        this.inbox = new PgInbox(pool, clock);
        this.writes = new TaskWrites(new OutboxRows(clock));
        this.audit = new AuditRows(clock);
    }

    @Override
    public Map<Integer, Long> nextOffsets() {
        return offsets(OFFSETS, Topic.GENERATION_REQUESTS);
    }

    @Override
    public Map<Integer, Long> accounted(Topic topic) {
        return offsets(ACCOUNTED, topic);
    }

    private Map<Integer, Long> offsets(String sql, Topic topic) {
        Map<Integer, Long> offsets = new HashMap<>();
        transactions
                .query("read offsets", sql, Tuple.of(topic.baseName()))
                .forEach(row -> offsets.put(row.getInteger("partition"), row.getLong("next_offset")));
        return offsets;
    }

    @Override
    public Map<String, Long> versions(Collection<String> generationIds) {
        Tuple ids = Tuple.tuple().addArrayOfString(generationIds.toArray(String[]::new));
        Map<String, Long> versions = new HashMap<>();
        transactions
                .query("read versions", VERSIONS, ids)
                .forEach(row -> versions.merge(row.getString("generation_id"), row.getLong("version"), Math::max));
        return versions;
    }

    @Override
    public boolean underWay() {
        return transactions.query("look for a restore", BEGUN, Tuple.tuple()).size() > 0;
    }

    @Override
    public void begin(Order order) {
        transactions.run("begin a restore", connection -> {
            PgTurns.lock(connection);
            boolean first = Transactions.query("begin a restore", connection, BEGIN, Tuple.tuple())
                            .rowCount()
                    > 0;
            audit.add(connection, order, "restore", "database", first ? Effect.DONE : Effect.REPEATED);
            return null;
        });
    }

    /** No change of a restore that another replica has ended: claims may go on since. */
    private <R> R whileUnderWay(String what, Function<SqlConnection, R> work) {
        return transactions.run(what, connection -> {
            if (Transactions.query("hold the restore", connection, STILL, Tuple.tuple())
                            .size()
                    == 0) {
                throw new IllegalStateException("no restore is under way any more: another replica has ended it");
            }
            return work.apply(connection);
        });
    }

    @Override
    public int doubt(String account, Cause cause, int limit) {
        return whileUnderWay("put tasks in doubt", connection -> {
            int doubted = 0;
            for (String sql : DOUBT) {
                Tuple parameters = Tuple.of(account, limit - doubted, cause.reason(), cause.detail());
                doubted += Transactions.query("put tasks in doubt", connection, sql, parameters)
                        .rowCount();
            }
            return doubted;
        });
    }

    @Override
    public int store(List<Transition> arrivals, Offset offset) {
        return whileUnderWay("store requests", connection -> {
            List<Arrival> requests = arrivals.stream().map(Arrival::new).toList();
            int stored =
                    requests.isEmpty() ? 0 : inbox.insert(connection, requests).size();
            inbox.move(connection, offset);
            return stored;
        });
    }

    @Override
    public int recall(List<Said> said, BiFunction<Task, Said, Task> recall) {
        Map<String, Said> last = new HashMap<>();
        for (Said one : said) {
            last.merge(one.generationId(), one, (known, other) -> known.sequence() > other.sequence() ? known : other);
        }
        return whileUnderWay("recall tasks", connection -> {
            List<Task> recalled = new ArrayList<>();
            Tuple ids = Tuple.tuple().addArrayOfString(last.keySet().toArray(String[]::new));
            for (Row row : Transactions.query("read tasks", connection, KNOWN, ids)) {
                Said event = last.get(row.getString("generation_id"));
                if (event.sequence() > row.getLong("version")) {
                    readable(row).ifPresent(known -> recalled.add(recall.apply(known, event)));
                }
            }
            writes.updateAll(connection, recalled);
            return recalled.size();
        });
    }

    /** A queued task's next attempt; the task of an attempt is never older than the request. */
    private static String doubt(String state) {
        return """
            update task set state = 'IN_DOUBT', due_at = null, task_id = null, cause_reason = $3, cause_detail = $4,
                attempt = case when state = 'QUEUED' then attempt + 1 else attempt end,
                account = case when state = 'QUEUED' then $1 else account end,
                submitted_at = case when state = 'QUEUED' then accepted_at else submitted_at end
            where generation_id in (
                select generation_id from task where state = '%s' order by due_at limit $2 for update)
            """.formatted(state);
    }

    private static Optional<Task> readable(Row row) {
        try {
            return Optional.of(TaskRows.read(row));
        } catch (UnreadableRow e) {
            LogContext.about(e.generationId(), null, () -> LOG.error(e.getMessage()));
            return Optional.empty();
        }
    }

    @Override
    public Set<String> open(Collection<String> generationIds) {
        Tuple ids = Tuple.tuple()
                .addArrayOfString(
                        generationIds.stream().filter(id -> id != null).toArray(String[]::new));
        Set<String> open = new HashSet<>();
        transactions.query("find open tasks", OPEN, ids).forEach(row -> open.add(row.getString(0)));
        return open;
    }

    @Override
    public void raise(String generationId, int attempt, String account) {
        transactions.query("raise an attempt", RAISE, Tuple.of(generationId, attempt, account));
    }

    @Override
    public List<String> unannounced(int limit) {
        List<String> ids = new ArrayList<>();
        transactions.query("find doubts", UNANNOUNCED, Tuple.of(limit)).forEach(row -> ids.add(row.getString(0)));
        return ids;
    }

    @Override
    public void end(Order order, String detail, List<Offset> accounted) {
        List<Tuple> rows = accounted.stream()
                .map(offset -> Tuple.of(offset.topic(), offset.partition(), offset.next()))
                .toList();
        transactions.run("end a restore", connection -> {
            Transactions.query("keep the slots", connection, KEEP_SLOTS, Tuple.tuple());
            Transactions.queryAll("account for what was said", connection, ACCOUNT, rows);
            Transactions.query("end a restore", connection, END, Tuple.tuple());
            audit.add(connection, order, "restored", "database", Effect.DONE, detail);
            return null;
        });
    }
}
