package dev.kiln.dispatcher.task.adapter;

import dev.kiln.dispatcher.task.Change;
import dev.kiln.dispatcher.task.Task;
import dev.kiln.dispatcher.task.Tasks;
import dev.kiln.dispatcher.task.Transition;
import dev.kiln.dispatcher.task.UnreadableRow;
import dev.kiln.tracecontext.LogContext;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Tuple;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jboss.logging.Logger;

/** The tasks in PostgreSQL; changes that are asked for at the same time share a transaction. */
public final class PgTasks implements Tasks {

    private static final Logger LOG = Logger.getLogger(PgTasks.class);

    /** In one order everywhere, so that no two wait for each other. */
    private static final String LOCK =
            "select " + TaskRows.COLUMNS + " from task where generation_id = any($1) order by generation_id for update";

    static final String DUE_SUBMITTING = due("SUBMITTING");
    static final String DUE_IN_DOUBT = due("IN_DOUBT");

    /** The state is part of the text: for one that is not known the index of such tasks is out of the question. */
    private static String due(String state) {
        return "select generation_id from task where state = '" + state + "' and due_at <= $1 order by due_at limit $2";
    }

    private static final String EXPIRED = """
            select generation_id from task where state = 'QUEUED' and expires_at <= $1 order by expires_at limit $2
            """;

    private static final String OF_ANOTHER = """
            select exists (select from task where task_id = $1 and generation_id <> $2
                and hinted_task_id is distinct from task_id)
            """;

    static final String TAKE_DUE_FOR_POLL = takeDue("state in ('RUNNING', 'PARKED')");

    private static final String TAKE_DUE_FOR_CONFIRMATION = takeDue("state in ('SUCCEEDED', 'FAILED', 'CANCELED')");

    private static String takeDue(String which) {
        return "update task set due_at = $2 where generation_id in (select generation_id from task where " + which
                + " and due_at <= $1 order by due_at limit $3 for update skip locked) returning " + TaskRows.COLUMNS;
    }

    /** A task that is still to be confirmed stays. What it was charged counts in its tenant's totals for ever. */
    private static final String FORGET = """
            with gone as (
                delete from task where generation_id in (
                    select generation_id from task where ended_at < $1 and due_at is null
                    order by ended_at limit $2 for update skip locked)
                returning generation_id, tenant_id, fingerprint, model, case when %s then 0 else %s end as spent),
            counted as (
                insert into spending_forgotten (tenant_id, model, spent)
                select tenant_id, model, sum(spent) from gone where spent > 0
                    and not exists (select from spending s where s.generation_id = gone.generation_id)
                group by tenant_id, model order by tenant_id, model
                on conflict (tenant_id, model) do update set spent = spending_forgotten.spent + excluded.spent)
            insert into ended_generation (generation_id, tenant_id, fingerprint)
            select generation_id, tenant_id, fingerprint from gone on conflict do nothing
            """.formatted(ChargeSql.UNDECIDED, ChargeSql.CREDITS);

    private final Transactions transactions;
    private final TaskWrites writes;
    private final Clock clock;
    private final GroupCommit<Asked, Change> changes = new GroupCommit<>(this::change);

    public PgTasks(Pool pool, Clock clock) {
        this.transactions = new Transactions(pool);
        this.writes = new TaskWrites(new OutboxRows(clock));
        this.clock = clock;
    }

    private record Asked(String generationId, Function<Task, Optional<Transition>> change) {}

    @Override
    public Change change(String generationId, Function<Task, Optional<Transition>> change) {
        return changes.ask(new Asked(generationId, change));
    }

    private List<Change> change(List<Asked> together) {
        return transactions.run("change tasks", connection -> {
            Map<String, Task> tasks = lock(connection, together);
            List<Change> changes = new ArrayList<>();
            List<Transition> steps = new ArrayList<>();
            List<PgSpending.Step> holds = new ArrayList<>();
            for (Asked one : together) {
                Optional<Task> before = Optional.ofNullable(tasks.get(one.generationId()));
                Optional<Transition> transition = before.flatMap(one.change());
                transition.ifPresent(step -> {
                    tasks.put(one.generationId(), step.next());
                    steps.add(step);
                    holds.add(new PgSpending.Step(before.orElseThrow(), step.next()));
                });
                changes.add(new Change(before, transition));
            }
            writes.storeAll(connection, steps);
            PgSpending.follow(connection, holds, clock.instant());
            return changes;
        });
    }

    private static Map<String, Task> lock(SqlConnection connection, List<Asked> together) {
        String[] ids = together.stream().map(Asked::generationId).distinct().toArray(String[]::new);
        Map<String, Task> tasks = new HashMap<>();
        for (Row row :
                Transactions.query("lock tasks", connection, LOCK, Tuple.tuple().addArrayOfString(ids))) {
            Task task = TaskRows.read(row);
            tasks.put(task.generation().id(), task);
        }
        return tasks;
    }

    @Override
    public int changeAll(List<String> generationIds, Function<Task, Optional<Transition>> change) {
        return generationIds.isEmpty()
                ? 0
                : (int) change(generationIds.stream()
                                .map(id -> new Asked(id, change))
                                .toList())
                        .stream()
                        .filter(done -> done.transition().isPresent())
                        .count();
    }

    @Override
    public boolean isOfAnother(String taskId, String generationId) {
        return transactions
                .query("look for a task's generation", OF_ANOTHER, Tuple.of(taskId, generationId))
                .iterator()
                .next()
                .getBoolean(0);
    }

    @Override
    public List<String> unreported(Instant now, int limit) {
        return ids(DUE_SUBMITTING, Tuple.of(TaskRows.utc(now), limit));
    }

    @Override
    public List<String> unsettled(Instant now, int limit) {
        return ids(DUE_IN_DOUBT, Tuple.of(TaskRows.utc(now), limit));
    }

    @Override
    public List<String> expired(Instant now, int limit) {
        return ids(EXPIRED, Tuple.of(TaskRows.utc(now), limit));
    }

    private List<String> ids(String sql, Tuple parameters) {
        List<String> ids = new ArrayList<>();
        transactions.query("find due tasks", sql, parameters).forEach(row -> ids.add(row.getString(0)));
        return ids;
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
    public List<Task> takeDueForPoll(Instant now, Instant leaseUntil, int limit) {
        return take("take tasks to poll", TAKE_DUE_FOR_POLL, now, leaseUntil, limit);
    }

    @Override
    public List<Task> takeDueForConfirmation(Instant now, Instant leaseUntil, int limit) {
        return take("take tasks to confirm", TAKE_DUE_FOR_CONFIRMATION, now, leaseUntil, limit);
    }

    private List<Task> take(String what, String sql, Instant now, Instant leaseUntil, int limit) {
        List<Task> due = new ArrayList<>();
        transactions
                .query(what, sql, Tuple.of(TaskRows.utc(now), TaskRows.utc(leaseUntil), limit))
                .forEach(row -> readable(row).ifPresent(due::add));
        return due;
    }

    @Override
    public int forgetEndedBefore(Instant time, int limit) {
        return transactions
                .query("forget ended tasks", FORGET, Tuple.of(TaskRows.utc(time), limit))
                .rowCount();
    }
}
