package dev.kiln.dispatcher.simulation;

import dev.kiln.dispatcher.task.Claims;
import dev.kiln.dispatcher.task.InMemoryTasks;
import dev.kiln.dispatcher.task.Queued;
import dev.kiln.dispatcher.task.StoreFailure;
import dev.kiln.dispatcher.task.Submitting;
import dev.kiln.dispatcher.task.UncertainClaim;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Claims of one account without limits, whose commits may be lost or left unconfirmed. */
class MemoryClaims implements Claims {

    private static final Duration SWEPT_AFTER = Duration.ofSeconds(60);

    private final InMemoryTasks tasks;
    private final Clock clock;
    private final Mishaps mishaps;
    private final Runnable slowly;

    /** Runs {@code slowly} where a commit takes longer than an intent may. */
    MemoryClaims(InMemoryTasks tasks, Clock clock, Mishaps mishaps, Runnable slowly) {
        this.tasks = tasks;
        this.clock = clock;
        this.mishaps = mishaps;
        this.slowly = slowly;
    }

    @Override
    public int room(int most) {
        return next().isPresent() ? 1 : 0;
    }

    @Override
    public List<Submitting> claim(int most) {
        mishaps.maybeCrash();
        Optional<Submitting> intent = next().map(task ->
                task.claim("main", clock.instant(), clock.instant().plus(SWEPT_AFTER)));
        intent.ifPresent(this::commit);
        mishaps.maybeCrash();
        if (mishaps.maybe()) {
            slowly.run();
        }
        return intent.stream().toList();
    }

    private void commit(Submitting intent) {
        boolean unconfirmed = mishaps.maybe();
        if (!unconfirmed || mishaps.maybe()) {
            tasks.put(intent);
        }
        if (unconfirmed) {
            throw new UncertainClaim(List.of(intent), new StoreFailure("the commit's answer was lost", null));
        }
    }

    private Optional<Queued> next() {
        return tasks.all().stream()
                .filter(Queued.class::isInstance)
                .map(Queued.class::cast)
                .filter(task -> !task.dueAt().isAfter(clock.instant())
                        && task.generation().expiresAt().isAfter(clock.instant()))
                .findFirst();
    }

    @Override
    public void answered(Submitting task) {
        mishaps.maybeCrash();
    }

    @Override
    public void notSent(Submitting task) {}

    @Override
    public Optional<Duration> doubted(Submitting task) {
        return Optional.empty();
    }

    @Override
    public void pause(String account, Duration length) {}
}
