package dev.kiln.gateway.view;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/**
 * Tells up to what time the view has consumed the requests: what was in the topic at a moment is in the view once the
 * view's offsets have reached the topic's ends of that moment. Looks on demand, at most once a second.
 */
public final class ViewProgress {

    private static final Duration PAUSE = Duration.ofSeconds(1);
    /** A look that did not come back is given up. */
    private static final Duration LONGEST_LOOK = Duration.ofSeconds(30);
    /** A view that is behind for longer may be at the end already, where nothing follows that it could be told of. */
    private static final Duration SUSPICIOUS = Duration.ofSeconds(5);

    private final TopicEnds ends;
    private final Supplier<CompletionStage<Map<Integer, Long>>> nextOffsets;
    private final TopicGaps gaps;
    private final Clock clock;

    private Instant known = Instant.MIN;
    private Snapshot pending;
    private Instant lookedAt = Instant.MIN;
    private boolean looking;

    public ViewProgress(
            TopicEnds ends, Supplier<CompletionStage<Map<Integer, Long>>> nextOffsets, TopicGaps gaps, Clock clock) {
        this.ends = ends;
        this.nextOffsets = nextOffsets;
        this.gaps = gaps;
        this.clock = clock;
    }

    /** Everything that was in the topic at this time is in the view. */
    public synchronized Instant consumedUntil() {
        return known;
    }

    /** Looks again unless that was done just now; returns at once. */
    public void look() {
        Instant now = clock.instant();
        Snapshot waiting;
        synchronized (this) {
            Duration since = lookedAt == Instant.MIN ? LONGEST_LOOK : Duration.between(lookedAt, now);
            if (since.compareTo(looking ? LONGEST_LOOK : PAUSE) < 0) {
                return;
            }
            looking = true;
            lookedAt = now;
            waiting = pending;
        }
        if (waiting != null) {
            compare(waiting);
        } else {
            ends.read().whenComplete((read, failure) -> {
                if (failure == null) {
                    compare(new Snapshot(now, read));
                } else {
                    looked(null, false);
                }
            });
        }
    }

    private void compare(Snapshot snapshot) {
        nextOffsets
                .get()
                .thenCompose(offsets -> isConsumed(snapshot, offsets))
                .whenComplete((consumed, failure) -> looked(snapshot, failure == null && consumed));
    }

    private CompletionStage<Boolean> isConsumed(Snapshot snapshot, Map<Integer, Long> offsets) {
        Map<Integer, Long> behind = snapshot.beyond(offsets);
        return behind.isEmpty() || snapshot.takenAt.plus(SUSPICIOUS).isAfter(clock.instant())
                ? CompletableFuture.completedFuture(behind.isEmpty())
                : gaps.areEmpty(offsets, behind);
    }

    private synchronized void looked(Snapshot snapshot, boolean reached) {
        looking = false;
        if (snapshot != null && reached && snapshot.takenAt.isAfter(known)) {
            known = snapshot.takenAt;
        }
        pending = reached ? null : snapshot;
    }

    private record Snapshot(Instant takenAt, Map<Integer, Long> ends) {

        /** The ends that are not reached. */
        Map<Integer, Long> beyond(Map<Integer, Long> nextOffsets) {
            return ends.entrySet().stream()
                    .filter(end -> nextOffsets.getOrDefault(end.getKey(), 0L) < end.getValue())
                    .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
        }
    }
}
