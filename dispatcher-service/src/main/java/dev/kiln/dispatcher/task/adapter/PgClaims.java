package dev.kiln.dispatcher.task.adapter;

import static java.util.stream.Collectors.toSet;

import dev.kiln.dispatcher.stop.Stopping;
import dev.kiln.dispatcher.task.Claims;
import dev.kiln.dispatcher.task.Queued;
import dev.kiln.dispatcher.task.StoreFailure;
import dev.kiln.dispatcher.task.Submitting;
import dev.kiln.dispatcher.task.UncertainClaim;
import dev.kiln.dispatcher.task.adapter.FreeSlots.Slot;
import dev.kiln.dispatcher.task.adapter.PgQueue.Line;
import dev.kiln.dispatcher.task.adapter.PgQueue.Served;
import dev.kiln.dispatcher.task.adapter.PgSlots.Taken;
import dev.kiln.dispatcher.task.adapter.PgTurns.Turns;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.SqlConnection;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/** Claims in PostgreSQL: one at a time over all replicas, each short, each for many tasks. */
public final class PgClaims implements Claims {

    private final Pool pool;
    private final Transactions transactions;
    private final PgSlots slots;
    private final PgBreaker breaker;
    private final TaskWrites writes;
    private final GroupCommit<Release, Release> releases = new GroupCommit<>(this::release);
    private final Clock clock;
    private final SubmitLimits limits;
    private final Stopping stopping;

    /** Claims with these accounts alone, whatever rows there are, and nothing once the service stops. */
    public PgClaims(Pool pool, Clock clock, SubmitLimits limits, Collection<String> accounts, Stopping stopping) {
        this.pool = pool;
        this.transactions = new Transactions(pool);
        this.slots = new PgSlots(limits, accounts);
        this.breaker = new PgBreaker(transactions);
        this.writes = new TaskWrites(new OutboxRows(clock));
        this.clock = clock;
        this.limits = limits;
        this.stopping = stopping;
    }

    @Override
    public int room(int most) {
        if (stopping.stopped()) {
            return 0;
        }
        FreeSlots free = slots.free(pool, most);
        return free.size() == 0
                ? 0
                : PgTurns.next(pool, clock.instant(), Math.min(most, free.size()), free.largestHold())
                        .order()
                        .size();
    }

    @Override
    public List<Submitting> claim(int most) {
        if (stopping.stopped()) {
            return List.of();
        }
        List<Submitting> intents = new ArrayList<>();
        try {
            return transactions.run("claim tasks", connection -> {
                intents.addAll(claim(connection, most));
                return List.copyOf(intents);
            });
        } catch (StoreFailure e) {
            if (intents.isEmpty()) {
                throw e;
            }
            throw new UncertainClaim(intents, e);
        }
    }

    private List<Submitting> claim(SqlConnection connection, int most) {
        PgTurns.lock(connection);
        FreeSlots free = slots.free(connection, most);
        if (free.size() == 0) {
            return List.of();
        }
        Instant now = clock.instant();
        Turns next = PgTurns.next(connection, now, Math.min(most, free.size()), free.largestHold());
        List<Served> served = next.order().isEmpty() ? List.of() : PgQueue.take(connection, next, now);
        List<Placed> within = PgWithinBudgets.take(connection, place(served, free), next.budgeted(), now);
        List<Taken> taken = new ArrayList<>();
        for (Placed one : within) {
            Submitting intent = one.task().claim(one.slot().account(), now, now.plus(limits.sweep()));
            taken.add(new Taken(one.slot(), intent));
        }
        List<Submitting> intents = taken.stream().map(Taken::intent).toList();
        slots.take(connection, taken);
        writes.updateAll(connection, intents);
        PgTurns.store(
                connection,
                next.shares(),
                within.stream().map(placed -> placed.served().turn()).toList());
        return intents;
    }

    /**
     * Each with the slot of an account that has the credits for it; what no account has the credits for stays queued, and what
     * is behind it.
     */
    private static List<Placed> place(List<Served> served, FreeSlots free) {
        List<Placed> placed = new ArrayList<>();
        Set<Line> blocked = new HashSet<>();
        for (Served one : served) {
            Optional<Slot> slot = blocked.contains(one.line())
                    ? Optional.empty()
                    : free.take(PgSpending.held(one.task().generation()));
            slot.ifPresentOrElse(taken -> placed.add(new Placed(one, taken)), () -> blocked.add(one.line()));
        }
        return placed;
    }

    /** A task whose turn it is, and the slot that it may have. */
    record Placed(Served served, Slot slot) {
        Queued task() {
            return served.task();
        }
    }

    /** @param clear whether Kie answered, which closes the breaker */
    private record Release(Submitting task, boolean clear) {}

    private List<Release> release(List<Release> together) {
        slots.release(pool, together.stream().map(Release::task).toList());
        Set<String> answering = accounts(together, Release::clear);
        if (!answering.isEmpty()) {
            breaker.close(answering);
        }
        Set<String> untried = accounts(together, release -> !release.clear());
        if (!untried.isEmpty()) {
            breaker.probeAgain(untried);
        }
        return together;
    }

    private static Set<String> accounts(List<Release> releases, Predicate<Release> which) {
        return releases.stream()
                .filter(which)
                .map(release -> release.task().submission().account())
                .collect(toSet());
    }

    @Override
    public void answered(Submitting task) {
        releases.ask(new Release(task, true));
    }

    @Override
    public void notSent(Submitting task) {
        releases.ask(new Release(task, false));
    }

    @Override
    public Optional<Duration> doubted(Submitting task) {
        return breaker.doubted(task.submission().account());
    }

    @Override
    public void pause(String account, Duration length) {
        breaker.pause(account, length);
    }
}
