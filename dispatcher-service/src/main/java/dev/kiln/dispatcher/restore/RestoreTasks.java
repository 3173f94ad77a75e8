package dev.kiln.dispatcher.restore;

import dev.kiln.contract.CancellationRequested;
import dev.kiln.contract.Envelope;
import dev.kiln.contract.GenerationRequested;
import dev.kiln.contract.Submission;
import dev.kiln.contract.TaskEvent;
import dev.kiln.contract.Topic;
import dev.kiln.dispatcher.audit.Order;
import dev.kiln.dispatcher.intake.AcceptRequest;
import dev.kiln.dispatcher.intake.CancelGeneration;
import dev.kiln.dispatcher.intake.TakeBudgets;
import dev.kiln.dispatcher.intake.TakeCharges;
import dev.kiln.dispatcher.intake.TakeTaskCompletions;
import dev.kiln.dispatcher.intake.TakeTenants;
import dev.kiln.dispatcher.restore.History.Batch;
import dev.kiln.dispatcher.task.InDoubt;
import dev.kiln.dispatcher.task.Inbox.Offset;
import dev.kiln.dispatcher.task.Queued;
import dev.kiln.dispatcher.task.RestoreTables;
import dev.kiln.dispatcher.task.Said;
import dev.kiln.dispatcher.task.StoreFailure;
import dev.kiln.dispatcher.task.Task;
import dev.kiln.dispatcher.task.Tasks;
import dev.kiln.dispatcher.task.Transition;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Brings a database that was restored from a backup up to what the topics know, without a single create: whatever may have
 * been sent since is in doubt, and then settled by what the dispatcher said of it and by callbacks. Each step may be
 * repeated, so one that was cut off is begun anew.
 */
public final class RestoreTasks {

    private static final int AT_A_TIME = 500;
    private static final List<Topic> SPEAK_OF_GENERATIONS = Stream.concat(
                    LastWords.TOPICS.stream(), Stream.of(Topic.TASK_COMPLETIONS))
            .toList();

    private final RestoreTables tables;
    private final History history;
    private final Tasks tasks;
    private final Intakes intakes;
    private final Doubts doubts;
    private final Clock clock;

    public RestoreTasks(
            RestoreTables tables, History history, Tasks tasks, Intakes intakes, Doubts doubts, Clock clock) {
        this.tables = tables;
        this.history = history;
        this.tasks = tasks;
        this.intakes = intakes;
        this.doubts = doubts;
        this.clock = clock;
    }

    /** How records are taken in the dispatcher's everyday life. */
    public record Intakes(
            AcceptRequest accept,
            CancelGeneration cancel,
            TakeTaskCompletions completions,
            TakeTenants tenants,
            TakeBudgets budgets,
            TakeCharges charges) {}

    /**
     * How a doubt of the restore is made.
     *
     * @param account that of an attempt of which nothing is known: the only one, or one that has no key
     * @param parkAfter how long it may stay unsettled
     */
    public record Doubts(String account, Duration parkAfter) {}

    /** Blocks until all is done, which may be minutes. */
    public RestoreReport restore(List<Gap> gaps, Order order) {
        RestoreReport.Counts counts = new RestoreReport.Counts();
        tables.begin(order);
        counts.doubted = repeat(() -> tables.doubt(doubts.account(), Recall.RESTORED, AT_A_TIME));
        for (Gap gap : gaps) {
            counts.lost += history.requests(
                    gap,
                    batch -> counts.read +=
                            store(batch.envelopes(), offset(gap, gap.from()), offset(gap, batch.next())));
        }
        storeWhatIsSpokenOf(counts);
        history.events(Topic.TENANTS, batch -> batch.forEach(intakes.tenants()::take));
        List<Offset> accounted = new ArrayList<>();
        for (Topic topic : LastWords.TOPICS) {
            history.events(topic, batch -> counts.recalled += recall(batch))
                    .forEach((partition, end) -> accounted.add(new Offset(topic.baseName(), partition, end)));
        }
        history.events(Topic.TASK_COMPLETIONS, batch -> counts.settled += settle(batch));
        history.events(Topic.BILLING_BUDGETS, batch -> batch.forEach(intakes.budgets()::take));
        history.events(Topic.BILLING_CHARGES, intakes.charges()::take);
        intakes.charges().recount();
        counts.announced = announce();
        RestoreReport report = counts.report();
        tables.end(order, report.toString(), accounted);
        return report;
    }

    private interface Step {
        int run();
    }

    private static long repeat(Step step) {
        long all = 0;
        for (int some = step.run(); some > 0; some = step.run()) {
            all += some;
        }
        return all;
    }

    /**
     * An offset is committed a moment after its request is stored, and lost where the process dies in it: what is spoken of
     * was consumed all the same. The group will read it again, and find it known.
     */
    private void storeWhatIsSpokenOf(RestoreReport.Counts counts) {
        Set<String> unknown = new HashSet<>();
        for (Topic topic : SPEAK_OF_GENERATIONS) {
            history.events(topic, batch -> unknown.addAll(unknown(batch)));
        }
        if (unknown.isEmpty()) {
            return;
        }
        Map<Integer, Long> committed = history.committed();
        history.requested().forEach((partition, end) -> {
            Gap ahead = new Gap(partition, committed.getOrDefault(partition, 0L), end);
            Offset unmoved = offset(ahead, ahead.from());
            if (ahead.requests() > 0) {
                history.requests(ahead, batch -> counts.read += store(requests(batch, unknown), unmoved, unmoved));
            }
        });
    }

    private Set<String> unknown(List<Envelope> batch) {
        Set<String> ids = batch.stream()
                .filter(envelope ->
                        envelope.event() instanceof TaskEvent || Envelope.DISPATCHER.equals(envelope.source()))
                .map(envelope -> envelope.event().key())
                .collect(Collectors.toCollection(HashSet::new));
        ids.removeAll(tables.versions(ids).keySet());
        return ids;
    }

    private static List<Envelope> requests(Batch batch, Set<String> ids) {
        return batch.envelopes().stream()
                .filter(envelope -> envelope.event() instanceof GenerationRequested requested
                        && ids.contains(AcceptRequest.generationId(envelope, requested)))
                .toList();
    }

    private int store(List<Envelope> envelopes, Offset before, Offset after) {
        List<Transition> arrivals = new ArrayList<>();
        for (Envelope envelope : envelopes) {
            if (envelope.event() instanceof GenerationRequested requested) {
                Transition arrival = intakes.accept().accept(envelope, requested, null);
                arrivals.add(arrival.next() instanceof Queued queued ? doubtful(queued, envelope) : arrival);
            }
        }
        int stored = stored(arrivals, before, after);
        for (Envelope envelope : envelopes) {
            if (envelope.event() instanceof CancellationRequested requested) {
                intakes.cancel().cancel(envelope.tenantId(), requested.generationId());
            }
        }
        return stored;
    }

    /** One that the database cannot hold was a dead letter when it was consumed, and keeps no other from being stored. */
    private int stored(List<Transition> arrivals, Offset before, Offset after) {
        try {
            return tables.store(arrivals, after);
        } catch (StoreFailure e) {
            if (!e.dataRefused()) {
                throw e;
            }
            if (arrivals.size() <= 1) {
                return tables.store(List.of(), after);
            }
            int stored = 0;
            for (Transition arrival : arrivals) {
                stored += stored(List.of(arrival), before, before);
            }
            return stored + tables.store(List.of(), after);
        }
    }

    private static Offset offset(Gap gap, long next) {
        return new Offset(Topic.GENERATION_REQUESTS.baseName(), gap.partition(), next);
    }

    /** Its task at Kie, if there is one, is no older than the request. */
    private Transition doubtful(Queued queued, Envelope envelope) {
        Submission unknown = new Submission(1, doubts.account(), null, envelope.time());
        InDoubt doubt = new InDoubt(queued.generation(), 0, false, unknown, Recall.RESTORED, null);
        return new Transition(doubt, Optional.empty());
    }

    private int recall(List<Envelope> batch) {
        Instant now = clock.instant();
        List<Said> said = batch.stream()
                .flatMap(envelope -> Said.in(envelope.event()).stream())
                .toList();
        return tables.recall(said, (known, event) -> Recall.of(known, event, doubts.account(), now));
    }

    private int settle(List<Envelope> batch) {
        Set<String> open = tables.open(
                batch.stream().map(envelope -> envelope.event().key()).collect(Collectors.toSet()));
        int settled = 0;
        for (Envelope envelope : batch) {
            if (envelope.event() instanceof TaskEvent event && open.contains(event.generationId())) {
                tables.raise(event.generationId(), event.attempt(), doubts.account());
                settled += intakes.completions().take(envelope).isEmpty() ? 1 : 0;
            }
        }
        return settled;
    }

    private long announce() {
        return repeat(() -> {
            List<String> unannounced = tables.unannounced(AT_A_TIME);
            unannounced.forEach(id -> tasks.change(id, this::announced));
            return unannounced.size();
        });
    }

    private Optional<Transition> announced(Task task) {
        return task instanceof InDoubt doubt && doubt.parksAt() == null
                ? Optional.of(doubt.doubt(doubt.cause(), clock.instant().plus(doubts.parkAfter())))
                : Optional.empty();
    }
}
