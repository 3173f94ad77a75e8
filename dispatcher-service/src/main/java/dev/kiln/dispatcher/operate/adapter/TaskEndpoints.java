package dev.kiln.dispatcher.operate.adapter;

import dev.kiln.contract.GenerationIds;
import dev.kiln.dispatcher.audit.Order;
import dev.kiln.dispatcher.operate.Parameters;
import dev.kiln.dispatcher.operate.Problem;
import dev.kiln.dispatcher.operate.ProblemKind;
import dev.kiln.dispatcher.operate.RuleTask;
import dev.kiln.dispatcher.operate.VerdictOutcome;
import dev.kiln.dispatcher.operate.VerdictReader;
import dev.kiln.dispatcher.overview.OpenTask;
import dev.kiln.dispatcher.overview.OpenTaskQuery;
import dev.kiln.dispatcher.overview.OpenTasks;
import dev.kiln.dispatcher.task.StoreFailure;
import dev.kiln.tracecontext.LogContext;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.jboss.logging.Logger;

/** Lists tasks that have not ended, and settles those that nobody but an operator can. */
@ApplicationScoped
class TaskEndpoints {

    private static final Logger LOG = Logger.getLogger(TaskEndpoints.class);

    private static final Duration ONE_WITHIN = Duration.ofSeconds(10);
    /** For reads of records to begin; what is not read by then is to be repeated. */
    private static final Duration MANY_WITHIN = Duration.ofSeconds(45);

    private static final int AT_A_TIME = 8;

    private final OpenTasks open;
    private final RuleTask rule;
    private final Orders orders;
    private final Clock clock;

    TaskEndpoints(OpenTasks open, RuleTask rule, Orders orders, Clock clock) {
        this.open = open;
        this.rule = rule;
        this.orders = orders;
        this.clock = clock;
    }

    private record Page(List<TaskView> tasks, String nextCursor) {}

    Answer list(Call call) {
        OpenTaskQuery query = Parameters.tasks(call.query());
        Instant now = clock.instant();
        List<OpenTask> page = open.page(query, now);
        String next =
                page.size() < query.limit() ? null : page.getLast().position().cursor();
        return Answer.ok(
                new Page(page.stream().map(task -> TaskView.of(task, now)).toList(), next));
    }

    private record Count(String state, long tasks, Instant oldest) {}

    Answer summary() {
        return Answer.ok(Map.of(
                "states",
                open.summary().stream()
                        .map(count -> new Count(count.state().wireName(), count.tasks(), count.oldest()))
                        .toList()));
    }

    Answer settle(Call call) {
        String generationId = call.path("generationId");
        if (!GenerationIds.isWellFormed(generationId)) {
            throw Problem.of(ProblemKind.UNKNOWN_GENERATION, "A generation's id is gen_ and 32 characters.")
                    .raised();
        }
        VerdictReader.Given given = VerdictReader.one(call.body());
        VerdictReader.Item item = new VerdictReader.Item(generationId, given.verdict());
        VerdictView view =
                rule(item, call.order(given.reason()), clock.instant().plus(ONE_WITHIN));
        return view.problem() == null ? Answer.ok(view) : new Answer(view.status(), Problem.MEDIA_TYPE, view.problem());
    }

    private record Results(List<VerdictView> results) {}

    /** Each for itself: one that fails leaves the others be. */
    Answer settleMany(Call call) {
        VerdictReader.GivenMany given = VerdictReader.many(call.body());
        Order order = call.order(given.reason());
        Instant deadline = clock.instant().plus(MANY_WITHIN);
        List<Callable<VerdictView>> rulings = given.verdicts().stream()
                .map(item -> (Callable<VerdictView>) () -> rule(item, order, deadline))
                .toList();
        List<VerdictView> results = new ArrayList<>();
        try (ExecutorService threads =
                Executors.newFixedThreadPool(AT_A_TIME, Thread.ofVirtual().factory())) {
            for (Future<VerdictView> ruling : threads.invokeAll(rulings)) {
                results.add(ruling.get());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted");
        } catch (ExecutionException e) {
            throw new IllegalStateException("a verdict failed", e.getCause());
        }
        return Answer.ok(new Results(results));
    }

    private VerdictView rule(VerdictReader.Item item, Order order, Instant deadline) {
        try {
            VerdictOutcome outcome = rule.rule(item.generationId(), item.verdict(), order, deadline);
            orders.done(order, "settle", item.generationId(), outcome.word());
            return VerdictView.of(item.generationId(), outcome);
        } catch (StoreFailure e) {
            orders.done(order, "settle", item.generationId(), "unavailable");
            return VerdictView.failed(
                    item.generationId(),
                    Problem.of(ProblemKind.UNAVAILABLE, "The database did not answer; repeating it is harmless."));
        } catch (RuntimeException e) {
            LogContext.about(item.generationId(), null, () -> LOG.errorf("a verdict failed: %s", e));
            orders.done(order, "settle", item.generationId(), "failed");
            return VerdictView.failed(item.generationId(), Problem.of(ProblemKind.INTERNAL, "The failure was logged."));
        }
    }
}
