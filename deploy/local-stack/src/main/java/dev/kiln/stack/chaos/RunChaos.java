package dev.kiln.stack.chaos;

import dev.kiln.contract.AccountEvent;
import dev.kiln.contract.Envelope;
import dev.kiln.stack.LocalStack;
import dev.kiln.stack.Part;
import dev.kiln.stack.crash.CrashPoints;
import dev.kiln.stack.guarantee.Books;
import dev.kiln.stack.guarantee.Evidence;
import dev.kiln.stack.guarantee.Guarantee;
import dev.kiln.stack.guarantee.ParkedIsExactlyTheUnknowable;
import dev.kiln.stack.guarantee.RateKept;
import dev.kiln.stack.guarantee.Usage;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/**
 * Starts a stack, has it accept requests while everything goes wrong that the seeds say, lets it come to rest and judges
 * all that happened.
 */
public final class RunChaos {
    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(250);
    private static final Duration ALL_WELL_WITHIN = Duration.ofMinutes(5);
    private static final Duration REST = Duration.ofMinutes(2);
    private static final Duration BETWEEN_JUDGEMENTS = Duration.ofSeconds(3);
    /** Of five parts of the time, one at most is spent on judging. */
    private static final int JUDGING_SHARE = 4;

    private static final List<Part> SERVICES = List.of(Part.GATEWAY, Part.DISPATCHER, Part.CALLBACK, Part.BILLING);

    private final Path root;
    private final String name;
    private final ChaosSize size;
    private final Clock clock;
    private final Consumer<String> listener;
    private final Set<String> accepted = new HashSet<>();
    private final Set<String> canceledAhead = new HashSet<>();
    private int repeated;

    /**
     * @param name of the stack's folder
     * @param listener is told of each step in a line
     */
    public RunChaos(Path root, String name, ChaosSize size, Clock clock, Consumer<String> listener) {
        this.root = root;
        this.name = name;
        this.size = size;
        this.clock = clock;
        this.listener = listener;
    }

    /** A round of the whole size for each seed, on one stack; judged once, at the end. */
    public ChaosReport run(List<Long> seeds) {
        var points =
                CrashPoints.in(root.resolve("target").resolve("local-stack").resolve(name + "-points"));
        try (var stack = LocalStack.start(ChaosSettings.options(root, name, size))) {
            for (var number = 2; number <= size.dispatchers(); number++) {
                stack.startReplica(Part.DISPATCHER.title(), number);
            }
            var journal = new Journal(clock, listener);
            var begin = journal.now();
            var supervisor = new Supervisor(stack, points, journal);
            watch(supervisor, journal, ALL_WELL_WITHIN, () -> everyAccountIsOpen(stack));
            for (var seed : seeds) {
                play(FaultSchedule.of(seed, size.faults()), stack, supervisor, journal);
            }
            supervisor.makePeace();
            var disturbed = journal.services().size();
            killOneAtATime(supervisor, journal);
            journal.say("no more faults");
            var evidence = comeToRest(stack, supervisor, journal);
            return new ChaosReport(
                    size,
                    List.copyOf(seeds),
                    journal.faults(),
                    breaches(evidence),
                    ChaosReport.Counts.of(evidence, repeated),
                    ChaosReport.Rate.of(evidence.truth(), size),
                    recoveries(journal, disturbed),
                    Duration.between(begin, journal.now()));
        }
    }

    /**
     * Billing opens an account with the first balance that is read: what Kie holds for open tasks by then is off it already,
     * and would be missed for ever.
     */
    private boolean everyAccountIsOpen(LocalStack stack) {
        return stack.billing().accounts().size() == size.accounts();
    }

    private void play(FaultSchedule schedule, LocalStack stack, Supervisor supervisor, Journal journal) {
        journal.say("seed " + schedule.seed());
        var begin = journal.now();
        var faults = new ArrayDeque<>(schedule.faults());
        try (var load = new ChaosLoad(stack, "s" + schedule.seed(), size.requests(), size.arrivals())) {
            watch(supervisor, journal, size.faults().length().plus(ALL_WELL_WITHIN), () -> {
                while (!faults.isEmpty() && !begin.plus(faults.peek().at()).isAfter(journal.now())) {
                    supervisor.inject(faults.poll().fault());
                }
                return faults.isEmpty() && load.isDone() && supervisor.allIsWell();
            });
            accepted.addAll(load.accepted());
            canceledAhead.addAll(load.canceledAhead());
            repeated += load.repeated();
        }
    }

    /** With nothing else wrong, but all the work that is left. */
    private void killOneAtATime(Supervisor supervisor, Journal journal) {
        for (var round = 0; round < size.faults().alone(); round++) {
            for (var part : SERVICES) {
                watch(supervisor, journal, ALL_WELL_WITHIN, supervisor::allIsWell);
                supervisor.inject(new Fault.Kill(part, 1));
            }
        }
        watch(supervisor, journal, ALL_WELL_WITHIN, supervisor::allIsWell);
    }

    private static ChaosReport.Recoveries recoveries(Journal journal, int disturbed) {
        var services = journal.services();
        return new ChaosReport.Recoveries(
                services.subList(0, disturbed),
                services.subList(disturbed, services.size()),
                journal.broker(),
                journal.database());
    }

    /** Looks again and again, until it is over, or takes too long. */
    private static void watch(Supervisor supervisor, Journal journal, Duration atMost, BooleanSupplier over) {
        var deadline = journal.now().plus(atMost);
        while (!over.getAsBoolean()) {
            supervisor.watch();
            if (journal.now().isAfter(deadline)) {
                throw new IllegalStateException("All was not well within " + atMost.toSeconds() + " s");
            }
            pause();
        }
    }

    /** Until nothing is broken and nothing new was said between two judgements, or nothing was for so long that it is. */
    private Evidence comeToRest(LocalStack stack, Supervisor supervisor, Journal journal) {
        var begin = journal.now();
        var longestSilence =
                size.unanswered().plus(size.doubt()).plus(size.late()).plus(REST);
        var rest =
                new Rest(stack, journal, longestSilence, begin.plus(size.late()).plusSeconds(5));
        watch(supervisor, journal, atMost(longestSilence), rest::isReached);
        return rest.newest;
    }

    /** Judges again and again; holds one judgement's evidence, since that of a long run is large. */
    private final class Rest {
        private final LocalStack stack;
        private final Journal journal;
        private final Duration longestSilence;
        private Instant next;
        private Instant news;
        private long said = -1;
        private Evidence newest;

        Rest(LocalStack stack, Journal journal, Duration longestSilence, Instant notBefore) {
            this.stack = stack;
            this.journal = journal;
            this.longestSilence = longestSilence;
            this.next = notBefore;
            this.news = notBefore;
        }

        boolean isReached() {
            var begin = journal.now();
            if (begin.isBefore(next)) {
                return false;
            }
            newest = null;
            newest = gather(stack, journal).orElse(null);
            var reached = newest != null && isAtRest();
            var took = Duration.between(begin, journal.now());
            next = journal.now().plus(BETWEEN_JUDGEMENTS).plus(took.multipliedBy(JUDGING_SHARE));
            return reached;
        }

        /** The ledger's entries are many: they are read once nothing else is wrong. */
        private boolean isAtRest() {
            if (said(newest) != said) {
                said = said(newest);
                news = journal.now();
                return false;
            }
            if (breaches(newest).isEmpty()) {
                var books = books(stack);
                if (books.isEmpty()) {
                    return false;
                }
                newest = newest.bookedAs(books.get());
            }
            return breaches(newest).isEmpty() || journal.now().isAfter(news.plus(longestSilence));
        }

        /** What is said of accounts comes for ever, since they are read again and again. */
        private static long said(Evidence evidence) {
            return evidence.events().stream()
                    .map(Envelope::event)
                    .filter(event -> !(event instanceof AccountEvent))
                    .count();
        }
    }

    /** What waits when the faults end is worked off no faster than the limit lets it. */
    private Duration atMost(Duration longestSilence) {
        var windows = size.requests() / (size.accounts() * size.limit()) + 1;
        return size.window()
                .plus(size.margin())
                .multipliedBy(2L * windows)
                .plus(longestSilence)
                .plus(ALL_WELL_WITHIN);
    }

    private Optional<Evidence> gather(LocalStack stack, Journal journal) {
        try {
            var usage = stack.billing().usage().stream()
                    .map(line -> new Usage(line.tenant(), line.model(), line.account(), line.credits(), line.held()))
                    .toList();
            var truth = stack.simulator().truth();
            return Optional.of(new Evidence(accepted, truth, stack.events().all(), usage)
                    .canceledAhead(canceledAhead)
                    .interruptedBy(journal.interruptions()));
        } catch (UncheckedIOException notBackYet) {
            return Optional.empty();
        }
    }

    private static Optional<Books> books(LocalStack stack) {
        try {
            return Optional.of(stack.billing().books());
        } catch (UncheckedIOException notBackYet) {
            return Optional.empty();
        }
    }

    private Map<String, List<String>> breaches(Evidence evidence) {
        var rate = new RateKept(size.limit(), size.window());
        var parked = new ParkedIsExactlyTheUnknowable(size.answer());
        return Guarantee.breaches(Guarantee.all(rate, parked), evidence);
    }

    private static void pause() {
        try {
            Thread.sleep(BETWEEN_LOOKS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted while watching", e);
        }
    }
}
