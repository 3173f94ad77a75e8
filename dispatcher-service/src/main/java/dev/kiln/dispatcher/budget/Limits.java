package dev.kiln.dispatcher.budget;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/** The hard budgets of some tenants while they are locked, and what is counted of them meanwhile. Not thread-safe. */
public final class Limits {

    private final List<Limit> read;
    private final List<Limit> limits;

    /** As they were read; those whose window is over begin the next. */
    public Limits(List<Limit> read, Instant now) {
        this.read = List.copyOf(read);
        this.limits = new ArrayList<>(read.stream().map(limit -> limit.at(now)).toList());
    }

    /** Whether anything is counted of the tenant. */
    public boolean concern(String tenantId) {
        return limits.stream().anyMatch(limit -> limit.tenantId().equals(tenantId));
    }

    /** By the budget that has the least room. */
    public Fit fit(String tenantId, String model, BigDecimal hold) {
        return of(tenantId, model)
                .map(limit -> limit.fit(hold))
                .max(Comparator.naturalOrder())
                .orElse(Fit.FITS);
    }

    /** The budget that a hold does not fit into in this window; of several the one that keeps it out for longest. */
    public Optional<Limit> without(String tenantId, String model, BigDecimal hold) {
        return of(tenantId, model)
                .filter(limit -> limit.fit(hold) == Fit.NOT_IN_THIS_WINDOW)
                .max(Comparator.comparing((Limit limit) -> !limit.mayFitAfterReset(hold))
                        .thenComparing(limit -> limit.window().end(), Comparator.nullsLast(Comparator.naturalOrder())));
    }

    /** What can still be spent in this window, by the budget that has least; empty where none limits it. */
    public Optional<BigDecimal> unspent(String tenantId, String model) {
        return of(tenantId, model)
                .map(limit -> limit.credits().subtract(limit.spent()))
                .min(Comparator.naturalOrder());
    }

    /** The time of a claim, moved into the windows that a clock ahead of ours has begun. */
    public Instant claimTime(String tenantId, Instant now) {
        return limits.stream()
                .filter(limit -> limit.tenantId().equals(tenantId))
                .map(limit -> limit.window().start())
                .filter(start -> start != null && start.isAfter(now))
                .max(Comparator.naturalOrder())
                .orElse(now);
    }

    /** Counts what has changed for a task, in those windows alone in which it was claimed. */
    public void count(String tenantId, String model, Instant claimedAt, BigDecimal held, BigDecimal spent) {
        UnaryOperator<Limit> counted = limit -> limit.tenantId().equals(tenantId)
                        && limit.concerns(model)
                        && limit.window().counts(claimedAt)
                ? limit.plus(held, spent)
                : limit;
        limits.replaceAll(counted);
    }

    /** Those that differ from what was read. */
    public List<Limit> changed() {
        return limits.stream().filter(limit -> !read.contains(limit)).toList();
    }

    private Stream<Limit> of(String tenantId, String model) {
        return limits.stream().filter(limit -> limit.tenantId().equals(tenantId) && limit.concerns(model));
    }
}
