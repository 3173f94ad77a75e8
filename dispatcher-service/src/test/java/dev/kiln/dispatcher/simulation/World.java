package dev.kiln.dispatcher.simulation;

import static dev.kiln.dispatcher.task.Samples.NOW;

import dev.kiln.callbackurl.CallbackUrls;
import dev.kiln.catalog.Catalog;
import dev.kiln.contract.Reason;
import dev.kiln.contract.Submission;
import dev.kiln.contract.TaskHinted;
import dev.kiln.dispatcher.account.InMemoryAccounts;
import dev.kiln.dispatcher.intake.CancelGeneration;
import dev.kiln.dispatcher.kie.FixedPollSlots;
import dev.kiln.dispatcher.kie.LimitedRecords;
import dev.kiln.dispatcher.pause.InMemoryPauses;
import dev.kiln.dispatcher.settle.Confirmation;
import dev.kiln.dispatcher.settle.Endings;
import dev.kiln.dispatcher.settle.SettleTask;
import dev.kiln.dispatcher.settle.SilentSettlements;
import dev.kiln.dispatcher.simulation.SimulatedKie.KieTask;
import dev.kiln.dispatcher.submit.CallbackLinks;
import dev.kiln.dispatcher.submit.HeedAnswer;
import dev.kiln.dispatcher.submit.RecordAnswer;
import dev.kiln.dispatcher.submit.Schedule;
import dev.kiln.dispatcher.submit.SilentObserver;
import dev.kiln.dispatcher.submit.SubmitTask;
import dev.kiln.dispatcher.task.Change;
import dev.kiln.dispatcher.task.EarlyCancellations;
import dev.kiln.dispatcher.task.Finished;
import dev.kiln.dispatcher.task.InMemoryTasks;
import dev.kiln.dispatcher.task.StoreFailure;
import dev.kiln.dispatcher.task.Submitted;
import dev.kiln.dispatcher.task.Task;
import dev.kiln.dispatcher.task.Tasks;
import dev.kiln.dispatcher.task.Transition;
import dev.kiln.dispatcher.watch.ConfirmTask;
import dev.kiln.dispatcher.watch.PollIntervals;
import dev.kiln.dispatcher.watch.PollTask;
import dev.kiln.dispatcher.watch.SweepTasks;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;

/** The dispatcher's domain between a simulated Kie and tables in memory, which survive it, on a clock moved by hand. */
final class World {

    private static final Catalog CATALOG = Catalog.bundled();
    private static final CallbackLinks LINKS = new CallbackLinks(
            Optional.of(URI.create("https://kiln.example.com")),
            new CallbackUrls(List.of("a-key-of-at-least-thirty-two-characters")));
    static final Duration DOUBT_PARKS_AFTER = Duration.ofHours(2);

    private final HandClock clock = new HandClock();
    private final Mishaps mishaps;
    final InMemoryTasks tables;
    final SimulatedKie kie;
    private final Tasks tasks = new LossyTasks();
    private final SubmitTask submit;
    private final SettleTask settle;
    private final PollTask poll;
    private final ConfirmTask confirm;
    private final SweepTasks sweep;
    private final CancelGeneration cancel;
    private final Set<String> calledBack = new HashSet<>();
    private final Set<String> undisturbed = new HashSet<>();

    World(Choices choices, int mostMishaps, Consumer<World> meanwhile, Task... tasks) {
        this.mishaps = new Mishaps(choices, mostMishaps);
        this.tables = new InMemoryTasks(tasks);
        this.kie = new SimulatedKie(choices, mishaps, () -> meanwhile.accept(this));
        this.submit = submit(new MemoryClaims(tables, clock, mishaps, () -> pass(Duration.ofSeconds(6))));
        this.settle = new SettleTask(
                this.tasks,
                new Endings(CATALOG),
                new Confirmation(1, Duration.ofSeconds(10), Set.of("main")),
                clock,
                new SilentSettlements());
        PollIntervals intervals =
                new PollIntervals(Duration.ofSeconds(3), DOUBT_PARKS_AFTER, Duration.ofHours(24), Duration.ofHours(24));
        LimitedRecords records = new LimitedRecords(kie, new FixedPollSlots(true), List.of("main"));
        this.poll = new PollTask(records, this.tasks, settle, intervals, clock);
        this.confirm = new ConfirmTask(records, this.tasks, settle, clock);
        this.sweep = new SweepTasks(this.tasks, DOUBT_PARKS_AFTER, clock, row -> {
            throw row;
        });
        this.cancel = new CancelGeneration(this.tasks, new NoneEarly(), clock, row -> {});
    }

    private SubmitTask submit(MemoryClaims claims) {
        HeedAnswer heed = new HeedAnswer(
                claims, new InMemoryAccounts(), new InMemoryPauses(), Duration.ofMinutes(5), new SilentObserver());
        Schedule schedule = new Schedule(CATALOG, Optional.empty(), Duration.ofMinutes(5), DOUBT_PARKS_AFTER);
        RecordAnswer answers = new RecordAnswer(tasks, heed, schedule, this::pause, clock, new SilentObserver());
        return new SubmitTask(kie, claims, answers, LINKS, clock, new SilentObserver());
    }

    private boolean pause(Duration length) {
        pass(length);
        return true;
    }

    void pass(Duration time) {
        clock.now = clock.now.plus(time);
    }

    /** One round of the submit loop; a crash in it loses what the process had in mind. */
    void submitNext() {
        int mishapsBefore = mishaps.happened();
        int createsBefore = kie.creates().size();
        survive(() -> submit.prepare(1).forEach(submit::send));
        if (mishaps.happened() == mishapsBefore) {
            undisturbed.addAll(
                    kie.creates().subList(createsBefore, kie.creates().size()));
        }
    }

    void sweep() {
        survive(sweep::sweep);
    }

    void pollDue() {
        survive(() -> tables.takeDueForPoll(clock.now, clock.now, 10).forEach(task -> poll.poll((Submitted) task)));
        survive(() -> tables.takeDueForConfirmation(clock.now, clock.now, 10)
                .forEach(task -> confirm.confirm((Finished) task)));
    }

    /** The callback of a task arrives; its record is acknowledged only where it was settled, and comes again otherwise. */
    void callBack(KieTask task) {
        boolean acknowledged = false;
        while (!acknowledged) {
            acknowledged = survive(() -> settle.settle(task.generationId(), named(task), task.result()));
        }
        calledBack.add(task.taskId());
    }

    private Submission named(KieTask task) {
        return new Submission(task.attempt(), "main", task.taskId(), clock.now);
    }

    /** The same, of a callback that cannot be believed or read: only which task it is about is known. */
    void hint(KieTask task) {
        boolean acknowledged = false;
        while (!acknowledged) {
            acknowledged = survive(() -> settle.hint(
                    new TaskHinted(task.generationId(), task.attempt(), "jobs", task.taskId(), Reason.BAD_SIGNATURE)));
        }
        calledBack.add(task.taskId());
    }

    /** Somebody names a task to a generation that is another's by Kie's own word; records do not show whose a task is. */
    void hintFalsely(Task task, KieTask anothers) {
        boolean known = tables.isOfAnother(anothers.taskId(), task.generation().id());
        if (known && task instanceof Submitted) {
            TaskHinted hint = new TaskHinted(
                    task.generation().id(),
                    task.lastSubmission().attempt(),
                    "jobs",
                    anothers.taskId(),
                    Reason.BAD_SIGNATURE);
            survive(() -> settle.hint(hint));
        }
    }

    /** The tenant wants one of them no longer. */
    void cancel(String generationId) {
        boolean acknowledged = false;
        while (!acknowledged) {
            acknowledged = survive(() -> cancel.cancel("studio", generationId));
        }
    }

    /** Whether nothing went wrong from before the create's intent until its answer was recorded. */
    boolean undisturbed(String create) {
        return undisturbed.contains(create);
    }

    boolean calledBack(KieTask task) {
        return calledBack.contains(task.taskId());
    }

    /** Nothing goes wrong any more, and all the time that it takes passes. */
    void comeToRest() {
        mishaps.end();
        for (int hour = 0; hour < 30; hour++) {
            submitNext();
            sweep();
            pollDue();
            pass(Duration.ofHours(1));
        }
    }

    private static boolean survive(Runnable work) {
        try {
            work.run();
            return true;
        } catch (Crash | StoreFailure e) {
            return false;
        }
    }

    /** The tables, through a database whose answers may be lost before or after it has done what was asked. */
    private final class LossyTasks implements Tasks {

        @Override
        public Change change(String generationId, Function<Task, Optional<Transition>> change) {
            mishaps.maybeCrash();
            mishaps.maybeUnanswered();
            Change done = tables.change(generationId, change);
            mishaps.maybeUnanswered();
            return done;
        }

        @Override
        public boolean isOfAnother(String taskId, String generationId) {
            return tables.isOfAnother(taskId, generationId);
        }

        @Override
        public List<String> unreported(Instant now, int limit) {
            return tables.unreported(now, limit);
        }

        @Override
        public List<String> unsettled(Instant now, int limit) {
            return tables.unsettled(now, limit);
        }

        @Override
        public List<String> expired(Instant now, int limit) {
            return tables.expired(now, limit);
        }

        @Override
        public List<Task> takeDueForPoll(Instant now, Instant leaseUntil, int limit) {
            return tables.takeDueForPoll(now, leaseUntil, limit);
        }

        @Override
        public List<Task> takeDueForConfirmation(Instant now, Instant leaseUntil, int limit) {
            return tables.takeDueForConfirmation(now, leaseUntil, limit);
        }

        @Override
        public int forgetEndedBefore(Instant time, int limit) {
            return tables.forgetEndedBefore(time, limit);
        }
    }

    /** Each generation is there before it is canceled. */
    private static final class NoneEarly implements EarlyCancellations {

        @Override
        public void remember(Early cancellation, Instant at) {
            throw new AssertionError("it is unknown");
        }

        @Override
        public List<Early> overtaken(Instant since, int limit) {
            return List.of();
        }

        @Override
        public void forget(Early cancellation) {}

        @Override
        public void forgetBefore(Instant time) {}
    }

    private static final class HandClock extends Clock {
        private Instant now = NOW;

        @Override
        public Instant instant() {
            return now;
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }
    }
}
