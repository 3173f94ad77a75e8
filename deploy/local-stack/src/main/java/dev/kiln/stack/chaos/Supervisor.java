package dev.kiln.stack.chaos;

import dev.kiln.stack.LocalStack;
import dev.kiln.stack.Part;
import dev.kiln.stack.crash.CrashPoint;
import dev.kiln.stack.crash.CrashPoints;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** Does the faults to a stack's processes, and starts again what has died, as an init system does. Of one thread. */
final class Supervisor {
    private static final List<Part> SERVICES = List.of(Part.GATEWAY, Part.DISPATCHER, Part.CALLBACK, Part.BILLING);
    private static final Duration COMES_BACK_WITHIN = Duration.ofSeconds(180);
    /** A death is noticed at the next look. */
    private static final Duration BETWEEN_LOOKS = Duration.ofSeconds(2);

    private final LocalStack stack;
    private final CrashPoints points;
    private final Journal journal;
    private final Backends backends;
    private final Duration sending;
    private final Map<Part, Instant> starting = new EnumMap<>(Part.class);
    private final Map<Part, Instant> frozenUntil = new EnumMap<>(Part.class);
    private final List<CrashPoint> armed = new ArrayList<>();

    /** @param sending how long a create may be under way, from its intent to its record */
    Supervisor(LocalStack stack, CrashPoints points, Journal journal, Duration sending) {
        this.stack = stack;
        this.points = points;
        this.journal = journal;
        this.backends = new Backends(stack, journal, this::othersReady);
        this.sending = sending;
    }

    void inject(Fault fault) {
        journal.done(fault);
        switch (fault) {
            case Fault.Kill kill -> kill(kill.part());
            case Fault.CrashAt crash -> {
                points.arm(crash.point());
                armed.add(crash.point());
            }
            case Fault.Freeze freeze -> freeze(freeze);
            case Fault.KafkaAway away -> backends.stopKafka(away.length());
            case Fault.PostgresAway away -> backends.stopPostgres(away.length());
            case Fault.Mix mix -> play(mix);
            case Fault.Burst burst -> stack.simulator().addFault(burst.word(), burst.count());
        }
    }

    private void play(Fault.Mix played) {
        stack.simulator().play(played.seed(), played.mix().shares());
    }

    private void kill(Part part) {
        stack.kill(part.title());
        died(part, journal.now());
    }

    private void freeze(Fault.Freeze freeze) {
        stack.freeze(freeze.part());
        var now = journal.now();
        frozenUntil.put(freeze.part(), now.plus(freeze.length()));
        if (freeze.part() == Part.DISPATCHER) {
            interrupted(now, now.plus(freeze.length()).plusSeconds(1));
        }
    }

    private void interrupted(Instant from, Instant until) {
        var sentSince = from.minus(sending);
        journal.interrupted(
                backends.postgresTroubleSince()
                        .map(trouble -> trouble.minus(sending))
                        .filter(sentSince::isAfter)
                        .orElse(sentSince),
                until);
    }

    /** To be called again and again. */
    void watch() {
        backends.watch();
        for (var part : SERVICES) {
            var thawAt = frozenUntil.get(part);
            if (thawAt != null && !journal.now().isBefore(thawAt)) {
                frozenUntil.remove(part);
                stack.thaw(part);
            }
            if (!stack.isAlive(part.title())) {
                died(part, journal.now().minus(BETWEEN_LOOKS));
            } else if (starting.containsKey(part) && stack.isReady(part)) {
                journal.serviceIsBack(part, Duration.between(starting.remove(part), journal.now()));
            } else if (starting.containsKey(part)
                    && starting.get(part).plus(COMES_BACK_WITHIN).isBefore(journal.now())) {
                throw new IllegalStateException(part.title() + " did not come back");
            }
        }
    }

    private void died(Part part, Instant after) {
        var now = journal.now();
        if (part == Part.DISPATCHER) {
            interrupted(after, now);
        }
        frozenUntil.remove(part);
        starting.put(part, now);
        stack.respawn(part);
    }

    /** Of the services those that are themselves under no fault. */
    private boolean othersReady() {
        return SERVICES.stream()
                .filter(part -> !starting.containsKey(part) && !frozenUntil.containsKey(part))
                .allMatch(stack::isReady);
    }

    /** Whether everything runs again and nothing is under way against it. */
    boolean allIsWell() {
        return backends.areWell() && starting.isEmpty() && frozenUntil.isEmpty() && othersReady();
    }

    /** Ends the time of faults: no point is armed any more, Kie behaves. */
    void makePeace() {
        for (var point : armed) {
            if (points.disarm(point)) {
                journal.undone(new Fault.CrashAt(point));
            }
        }
        stack.simulator().clearFaults();
        stack.simulator().stopPlaying();
    }
}
