package dev.kiln.stack.chaos;

import dev.kiln.stack.Replica;
import dev.kiln.stack.crash.CrashPoint;
import dev.kiln.stack.crash.CrashPoints;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

/** Sees to it that of each armed point's processes one carries the agent, which a successor of the dead does not. Of one thread. */
final class ArmedPoints {
    private static final Duration CATCHES_UP_WITHIN = Duration.ofSeconds(3);

    private final CrashPoints points;
    private final Clock clock;
    private final Consumer<String> say;
    private final Set<CrashPoint> armed = EnumSet.noneOf(CrashPoint.class);
    private final Map<Replica, Instant> reachedFrom = new ConcurrentHashMap<>();
    private final Map<Replica, Instant> reachedAt = new ConcurrentHashMap<>();
    private Thread reaching = new Thread();
    private int turn;

    /** @param say is told of a process that could not be reached; from any thread */
    ArmedPoints(CrashPoints points, Clock clock, Consumer<String> say) {
        this.points = points;
        this.clock = clock;
        this.say = say;
    }

    void arm(CrashPoint point) {
        points.arm(point);
        armed.add(point);
    }

    /**
     * To be called again and again; waits for nothing.
     *
     * @param atWork the processes that can be given the agent now
     */
    void watch(List<Replica> atWork) {
        armed.removeIf(point -> !points.isArmed(point));
        for (var point : armed) {
            var able = atWork.stream()
                    .filter(replica -> replica.part() == point.part())
                    .toList();
            if (!able.isEmpty() && able.stream().noneMatch(replica -> points.reaches(replica.pid()))) {
                reach(able.get(turn++ % able.size()));
                return;
            }
        }
    }

    /** One at a time. */
    private void reach(Replica replica) {
        if (reaching.isAlive()) {
            return;
        }
        var part = replica.part();
        var pid = replica.pid();
        reachedAt.remove(replica);
        reachedFrom.put(replica, clock.instant());
        reaching = Thread.ofVirtual().start(() -> {
            try {
                points.reach(part, pid);
            } catch (IOException e) {
                say.accept(replica + " was not given the agent, another one is: " + e.getMessage());
            } finally {
                reachedAt.put(replica, clock.instant());
            }
        });
    }

    /**
     * From when on a process has stood still that has died now: a JVM does while its classes are changed, for seconds on a busy
     * machine, and what it was answered then it may not have recorded since. Empty where it was given no agent shortly before.
     */
    Optional<Instant> stoodStillSince(Replica replica) {
        var from = Optional.ofNullable(reachedFrom.remove(replica));
        var until = reachedAt.remove(replica);
        return from.filter(
                begun -> until == null || until.plus(CATCHES_UP_WITHIN).isAfter(clock.instant()));
    }

    /** No point is armed any more; those that nobody came to. */
    List<CrashPoint> disarm() {
        var left = new ArrayList<CrashPoint>();
        armed.stream().filter(points::disarm).forEach(left::add);
        armed.clear();
        return left;
    }
}
