package dev.kiln.gateway.view;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kiln.gateway.TestClock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class ViewProgressTest {

    private static final Instant START = Instant.parse("2026-11-23T12:00:00Z");

    private final TestClock clock = new TestClock(START);
    private final Map<Integer, Long> ends = new HashMap<>();
    private final Map<Integer, Long> stored = new HashMap<>();
    private final List<Map<Integer, Long>> gaps = new ArrayList<>();
    private boolean isEmpty;
    private int looks;
    private CompletableFuture<Map<Integer, Long>> answer;

    private final ViewProgress progress = new ViewProgress(
            () -> {
                looks++;
                return answer == null ? CompletableFuture.completedFuture(Map.copyOf(ends)) : answer;
            },
            () -> CompletableFuture.completedFuture(Map.copyOf(stored)),
            (from, to) -> {
                gaps.add(to);
                return CompletableFuture.completedFuture(isEmpty);
            },
            clock);

    @Test
    void knowsNothingBeforeItLooked() {
        assertThat(progress.consumedUntil()).isEqualTo(Instant.MIN);
    }

    @Test
    void isPastTheMomentOfALookAtWhichEverythingWasConsumed() {
        ends.put(0, 5L);
        stored.put(0, 5L);

        progress.look();

        assertThat(progress.consumedUntil()).isEqualTo(START);
    }

    @Test
    void waitsForTheEndsOfItsFirstLookThoughTheTopicGoesOn() {
        ends.put(0, 5L);
        ends.put(1, 2L);
        stored.put(0, 5L);
        progress.look();
        assertThat(progress.consumedUntil()).isEqualTo(Instant.MIN);

        ends.put(0, 1000L);
        stored.put(1, 2L);
        clock.advance(Duration.ofSeconds(5));
        progress.look();

        assertThat(progress.consumedUntil()).isEqualTo(START);
        assertThat(looks).isEqualTo(1);
    }

    /** As after a transaction, whose end has an offset that no consumer is told of. */
    @Test
    void isPastWhatHoldsNothingForAConsumer() {
        ends.put(0, 5L);
        ends.put(1, 2L);
        stored.put(0, 4L);
        stored.put(1, 2L);
        isEmpty = true;
        progress.look();
        assertThat(gaps).isEmpty();

        clock.advance(Duration.ofSeconds(5));
        progress.look();

        assertThat(gaps).containsExactly(Map.of(0, 5L));
        assertThat(progress.consumedUntil()).isEqualTo(START);
    }

    @Test
    void staysBehindWhereARecordFollows() {
        ends.put(0, 5L);
        stored.put(0, 4L);
        progress.look();
        clock.advance(Duration.ofSeconds(5));

        progress.look();

        assertThat(gaps).hasSize(1);
        assertThat(progress.consumedUntil()).isEqualTo(Instant.MIN);
    }

    @Test
    void isPastAnythingWhileTheTopicIsEmpty() {
        progress.look();

        assertThat(progress.consumedUntil()).isEqualTo(START);
    }

    @Test
    void looksAtMostOnceASecond() {
        progress.look();
        clock.advance(Duration.ofMillis(999));
        progress.look();
        assertThat(looks).isEqualTo(1);

        clock.advance(Duration.ofMillis(1));
        progress.look();
        assertThat(looks).isEqualTo(2);
    }

    @Test
    void looksAgainAfterALookThatFailed() {
        answer = CompletableFuture.failedFuture(new IllegalStateException("no broker"));
        progress.look();
        answer = null;
        clock.advance(Duration.ofSeconds(1));

        progress.look();

        assertThat(progress.consumedUntil()).isEqualTo(clock.instant());
    }

    @Test
    void givesUpALookThatNeverComesBack() {
        answer = new CompletableFuture<>();
        progress.look();
        clock.advance(Duration.ofSeconds(29));
        progress.look();
        assertThat(looks).isEqualTo(1);

        answer = null;
        clock.advance(Duration.ofSeconds(1));
        progress.look();
        assertThat(progress.consumedUntil()).isEqualTo(clock.instant());
    }
}
