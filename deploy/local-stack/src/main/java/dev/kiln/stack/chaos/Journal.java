package dev.kiln.stack.chaos;

import dev.kiln.stack.Replica;
import dev.kiln.stack.guarantee.Interruptions;
import dev.kiln.stack.guarantee.Span;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;

/** What was done to a stack, and how it came back. Of one thread. */
final class Journal {
    private final Clock clock;
    private final Instant start;
    private final Consumer<String> listener;
    private final Map<String, Integer> faults = new TreeMap<>();
    private final List<Span> lostSenders = new ArrayList<>();
    private final List<Span> databaseAway = new ArrayList<>();
    private final List<Duration> services = new ArrayList<>();
    private final List<Duration> broker = new ArrayList<>();
    private final List<Duration> database = new ArrayList<>();

    Journal(Clock clock, Consumer<String> listener) {
        this.clock = clock;
        this.start = clock.instant();
        this.listener = listener;
    }

    Clock clock() {
        return clock;
    }

    Instant now() {
        return clock.instant();
    }

    void say(String what) {
        var since = Duration.between(start, now()).toMillis();
        listener.accept("%7.1f s  %s".formatted(since / 1000.0, what));
    }

    void done(Fault fault) {
        say(fault.toString());
        var kind =
                switch (fault) {
                    case Fault.Kill kill -> "kills of " + kill.part().title();
                    case Fault.CrashAt crash -> "crashes at " + crash.point();
                    case Fault.Freeze freeze -> "freezes of " + freeze.part().title();
                    case Fault.KafkaAway away -> "kills of the broker";
                    case Fault.PostgresAway away -> "kills of PostgreSQL";
                    case Fault.Mix mix -> "mixes at Kie";
                    case Fault.Burst burst -> "bursts of " + burst.word();
                };
        faults.merge(kind, 1, Integer::sum);
    }

    /** A point that nobody came to any more was no fault. */
    void undone(Fault.CrashAt crash) {
        faults.computeIfPresent("crashes at " + crash.point(), (kind, count) -> count == 1 ? null : count - 1);
    }

    /** One died, or stood still, in that time. */
    void senderWasLost(Instant from, Instant until) {
        lostSenders.add(new Span(from, until));
    }

    void databaseWasAway(Instant from, Instant until) {
        databaseAway.add(new Span(from, until));
    }

    void serviceIsBack(Replica replica, Duration after) {
        services.add(after);
        say(replica + " is back after " + after.toMillis() + " ms");
    }

    void brokerIsBack(Duration after) {
        broker.add(after);
        say("all is well again " + after.toMillis() + " ms after the broker came back");
    }

    void databaseIsBack(Duration after) {
        database.add(after);
        say("all is well again " + after.toMillis() + " ms after PostgreSQL came back");
    }

    Map<String, Integer> faults() {
        return faults;
    }

    Interruptions interruptions() {
        return new Interruptions(lostSenders, databaseAway);
    }

    List<Duration> services() {
        return services;
    }

    List<Duration> broker() {
        return broker;
    }

    List<Duration> database() {
        return database;
    }
}
