package dev.kiln.gateway.idempotency;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** Keeps the registry small. */
public final class ForgetOldKeys {

    private static final Duration SHORTEST = Duration.ofHours(1);
    private static final Duration LONGEST = Duration.ofDays(366);
    private static final int AT_A_TIME = 5000;
    private static final int MOST_TIMES = 20;

    private final Registry registry;
    private final Duration keep;

    public ForgetOldKeys(Registry registry, Duration keep) {
        if (keep.compareTo(SHORTEST) < 0 || keep.compareTo(LONGEST) > 0) {
            throw new IllegalArgumentException("kiln.idempotency.keep must be at least 1 hour and at most 366 days");
        }
        this.registry = registry;
        this.keep = keep;
    }

    /** Bounded: what is left is forgotten the next time. Completes with how many were forgotten. */
    public CompletionStage<Integer> forget() {
        return forget(0, 0);
    }

    private CompletionStage<Integer> forget(int times, int before) {
        return registry.forget(keep, AT_A_TIME).thenCompose(forgotten -> {
            int sum = before + forgotten;
            return forgotten < AT_A_TIME || times + 1 == MOST_TIMES
                    ? CompletableFuture.completedFuture(sum)
                    : forget(times + 1, sum);
        });
    }
}
