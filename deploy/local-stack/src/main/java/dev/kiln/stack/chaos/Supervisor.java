package dev.kiln.stack.chaos;

import dev.kiln.stack.LocalStack;
import dev.kiln.stack.Part;
import dev.kiln.stack.Replica;
import dev.kiln.stack.crash.CrashPoints;
import dev.kiln.stack.guarantee.Span;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Does the faults to a stack's processes, and starts again what has died, as an init system does. Of one thread. */
final class Supervisor {
    private static final Duration COMES_BACK_WITHIN = Duration.ofSeconds(180);
    /** What is done late because one stood still is done by then. */
    private static final Duration THAWED_WITHIN = Duration.ofSeconds(1);

    private final LocalStack stack;
    private final ArmedPoints points;
    private final Journal journal;
    private final Backends backends;
    private final List<Replica> replicas;
    private final Map<Replica, Instant> seenAlive = new HashMap<>();
    private final Map<Replica, Instant> starting = new HashMap<>();
    private final Map<Replica, Span> frozen = new HashMap<>();

    Supervisor(LocalStack stack, CrashPoints points, Journal journal) {
        this.stack = stack;
        this.points = new ArmedPoints(points, journal.clock(), journal::say);
        this.journal = journal;
        this.backends = new Backends(stack, journal, this::othersReady);
        this.replicas = stack.replicas();
        replicas.forEach(replica -> seenAlive.put(replica, journal.now()));
    }

    void inject(Fault fault) {
        journal.done(fault);
        switch (fault) {
            case Fault.Kill kill -> kill(replica(kill.part(), kill.replica()));
            case Fault.CrashAt crash -> points.arm(crash.point());
            case Fault.Freeze freeze -> freeze(replica(freeze.part(), freeze.replica()), freeze.length());
            case Fault.KafkaAway away -> backends.stopKafka(away.length());
            case Fault.PostgresAway away -> backends.stopPostgres(away.length());
            case Fault.Mix mix -> play(mix);
            case Fault.Burst burst -> stack.simulator().addFault(burst.word(), burst.count());
        }
    }

    private Replica replica(Part part, int number) {
        return replicas.stream()
                .filter(replica -> replica.part() == part)
                .skip(number - 1)
                .findFirst()
                .orElseThrow();
    }

    private void play(Fault.Mix played) {
        stack.simulator().play(played.seed(), played.mix().shares());
    }

    private void kill(Replica replica) {
        if (replica.isAlive()) {
            seenAlive.put(replica, journal.now());
        }
        replica.kill();
        died(replica);
    }

    private void freeze(Replica replica, Duration length) {
        var now = journal.now();
        replica.freeze();
        var since = frozen.containsKey(replica) ? frozen.get(replica).from() : now;
        frozen.put(replica, new Span(since, now.plus(length)));
    }

    /** To be called again and again. */
    void watch() {
        backends.watch();
        points.watch(replicas.stream().filter(this::isAtWork).toList());
        for (var replica : replicas) {
            var now = journal.now();
            if (!replica.isAlive()) {
                died(replica);
                continue;
            }
            seenAlive.put(replica, now);
            if (frozen.containsKey(replica) && !now.isBefore(frozen.get(replica).until())) {
                replica.thaw();
                senderWasLost(
                        replica, frozen.remove(replica).from(), journal.now().plus(THAWED_WITHIN));
            }
            if (!starting.containsKey(replica)) {
                continue;
            }
            if (replica.isReady()) {
                journal.serviceIsBack(replica, Duration.between(starting.remove(replica), journal.now()));
            } else if (starting.get(replica).plus(COMES_BACK_WITHIN).isBefore(journal.now())) {
                throw new IllegalStateException(replica + " did not come back");
            }
        }
    }

    private void died(Replica replica) {
        var now = journal.now();
        var frozenFrom = Optional.ofNullable(frozen.remove(replica)).map(Span::from);
        var standingSince = frozenFrom.or(() -> points.stoodStillSince(replica));
        senderWasLost(replica, standingSince.orElse(seenAlive.get(replica)), now);
        starting.put(replica, now);
        replica.respawn();
        seenAlive.put(replica, now);
    }

    private void senderWasLost(Replica replica, Instant from, Instant until) {
        if (replica.part() == Part.DISPATCHER) {
            journal.senderWasLost(from, until);
        }
    }

    /** Of the services those that are themselves under no fault. */
    private boolean othersReady() {
        return replicas.stream().filter(this::isAtWork).allMatch(Replica::isReady);
    }

    private boolean isAtWork(Replica replica) {
        return !starting.containsKey(replica) && !frozen.containsKey(replica);
    }

    /** Whether everything runs again and nothing is under way against it. */
    boolean allIsWell() {
        return backends.areWell() && starting.isEmpty() && frozen.isEmpty() && othersReady();
    }

    /** Ends the time of faults: no point is armed any more, Kie behaves. */
    void makePeace() {
        points.disarm().forEach(point -> journal.undone(new Fault.CrashAt(point)));
        stack.simulator().clearFaults();
        stack.simulator().stopPlaying();
    }
}
