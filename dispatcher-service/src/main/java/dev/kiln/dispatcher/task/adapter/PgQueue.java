package dev.kiln.dispatcher.task.adapter;

import dev.kiln.dispatcher.fair.Flow;
import dev.kiln.dispatcher.task.Queued;
import dev.kiln.dispatcher.task.UnreadableRow;
import dev.kiln.dispatcher.task.adapter.PgTurns.Queue;
import dev.kiln.dispatcher.task.adapter.PgTurns.Turns;
import dev.kiln.tracecontext.LogContext;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.SqlClient;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Tuple;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import org.jboss.logging.Logger;

/** The queued tasks whose turn it is: of each flow the oldest. */
final class PgQueue {

    private static final Logger LOG = Logger.getLogger(PgQueue.class);

    private static final String OLDEST = """
            from unnest($2::text[], $3::text[], $4::text[], $5::integer[]) as q (tenant_id, lane, model, most)
            cross join lateral (
                select t.* from task t
                where t.state = 'QUEUED' and t.tenant_id = q.tenant_id and t.lane = q.lane and t.model = q.model
                  and t.due_at <= $1 and t.expires_at > $1
                order by t.due_at limit q.most
            """;

    static final String COUNT =
            "select q.tenant_id, q.lane, count(*)::integer as tasks " + OLDEST + ") task group by q.tenant_id, q.lane";

    static final String TAKE = "select " + TaskRows.COLUMNS + " from (select task.* " + OLDEST
            + " for update of t skip locked) task) task";

    private static final String PUT_OFF =
            "update task set due_at = due_at + interval '1 hour' where generation_id = $1 and state = 'QUEUED'";

    private PgQueue() {}

    /** A task and the turn that it takes. */
    record Served(Flow turn, Queued task) {
        Line line() {
            return new Line(turn, task.generation().request().model());
        }
    }

    /** In which what is behind does not overtake. */
    record Line(Flow turn, String model) {}

    /** How many tasks of each flow may be taken now, at most {@code most} of each queue; flows without any are missing. */
    static Map<Flow, Integer> waiting(SqlClient client, Map<Flow, List<Queue>> queues, int most, Instant now) {
        if (queues.isEmpty()) {
            return Map.of();
        }
        Map<Flow, Integer> all = new LinkedHashMap<>();
        queues.keySet().forEach(flow -> all.put(flow, most));
        Map<String, Flow> flows = new HashMap<>();
        queues.keySet().forEach(flow -> flows.put(key(flow), flow));
        Map<Flow, Integer> waiting = new HashMap<>();
        for (Row row : Transactions.query("count tasks", client, COUNT, parameters(queues, all, now))) {
            String key = TaskRows.lane(row.getString("lane")) + " " + row.getString("tenant_id");
            waiting.merge(flows.get(key), row.getInteger("tasks"), Integer::sum);
        }
        return waiting;
    }

    /** Locks the tasks whose turn it is; a turn without a task is passed over. */
    static List<Served> take(SqlConnection connection, Turns turns, Instant now) {
        Map<String, PriorityQueue<Queued>> candidates = new HashMap<>();
        Tuple parameters = parameters(turns.queues(), wanted(turns), now);
        for (Row row : Transactions.query("pick tasks", connection, TAKE, parameters)) {
            try {
                Queued task = (Queued) TaskRows.read(row);
                candidates
                        .computeIfAbsent(key(task), first -> new PriorityQueue<>(Comparator.comparing(Queued::dueAt)))
                        .add(task);
            } catch (UnreadableRow e) {
                LogContext.about(e.generationId(), null, () -> LOG.error(e.getMessage()));
                Transactions.query("put an unreadable task off", connection, PUT_OFF, Tuple.of(e.generationId()));
            }
        }
        List<Served> served = new ArrayList<>();
        for (Flow turn : turns.order()) {
            PriorityQueue<Queued> waiting = candidates.get(key(turn));
            if (waiting != null && !waiting.isEmpty()) {
                served.add(new Served(turn, waiting.poll()));
            }
        }
        return served;
    }

    private static Map<Flow, Integer> wanted(Turns turns) {
        Map<Flow, Integer> wanted = new LinkedHashMap<>();
        turns.order().forEach(flow -> wanted.merge(flow, 1, Integer::sum));
        return wanted;
    }

    private static Tuple parameters(Map<Flow, List<Queue>> queues, Map<Flow, Integer> wanted, Instant now) {
        List<String> tenants = new ArrayList<>();
        List<String> lanes = new ArrayList<>();
        List<String> models = new ArrayList<>();
        List<Integer> most = new ArrayList<>();
        wanted.forEach((flow, tasks) -> {
            for (Queue queue : queues.get(flow)) {
                tenants.add(flow.tenantId());
                lanes.add(queue.lane());
                models.add(queue.model());
                most.add(tasks);
            }
        });
        return Tuple.tuple()
                .addOffsetDateTime(TaskRows.utc(now))
                .addArrayOfString(tenants.toArray(String[]::new))
                .addArrayOfString(lanes.toArray(String[]::new))
                .addArrayOfString(models.toArray(String[]::new))
                .addArrayOfInteger(most.toArray(Integer[]::new));
    }

    private static String key(Queued task) {
        return task.generation().lane() + " " + task.generation().tenantId();
    }

    private static String key(Flow flow) {
        return flow.lane() + " " + flow.tenantId();
    }
}
