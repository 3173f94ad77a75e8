package dev.kiln.dispatcher.live;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kiln.dispatcher.live.Progress.Look;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;

class ProgressTest {

    private Instant now = Instant.parse("2026-11-23T10:00:00Z");
    private final InstantSource source = () -> now;
    private final Clock clock = source.withZone(ZoneOffset.UTC);
    private final Progress progress = new Progress(clock, Duration.ofSeconds(60));

    @Test
    void isStuckWhereRecordsWaitAndNothingMovesForAMinute() {
        progress.saw(new Look(true, 3, 7));
        after(59, new Look(true, 3, 7));
        assertThat(progress.isAlive()).isTrue();

        after(1, new Look(true, 4, 7));

        assertThat(progress.isAlive()).isFalse();
        assertThat(progress.stuckFor()).isEqualTo(Duration.ofSeconds(60));
    }

    @Test
    void oneStepForwardIsEnough() {
        progress.saw(new Look(true, 3, 7));
        after(60, new Look(true, 3, 8));

        assertThat(progress.isAlive()).isTrue();
        assertThat(progress.stuckFor()).isEqualTo(Duration.ofSeconds(59));
    }

    @Test
    void anOutageElsewhereIsNoReasonAndTheMinuteBeginsAfterIt() {
        progress.saw(new Look(true, 3, 7));
        after(300, new Look(false, 3, 7));
        assertThat(progress.stuckFor()).isEqualTo(Duration.ZERO);
        after(59, new Look(true, 3, 7));
        assertThat(progress.isAlive()).isTrue();

        after(1, new Look(true, 3, 7));

        assertThat(progress.isAlive()).isFalse();
    }

    @Test
    void nothingThatWaitsIsNoReason() {
        progress.saw(new Look(true, 0, 7));
        after(300, new Look(true, 0, 7));

        assertThat(progress.stuckFor()).isEqualTo(Duration.ZERO);
    }

    @Test
    void isAliveAgainOnceSomethingMoves() {
        progress.saw(new Look(true, 3, 7));
        after(90, new Look(true, 3, 7));

        after(5, new Look(true, 2, 8));

        assertThat(progress.isAlive()).isTrue();
    }

    /** As after a suspension of the whole process: what is not known is not held against it. */
    @Test
    void timeInWhichNobodyLookedDoesNotCount() {
        progress.saw(new Look(true, 3, 7));
        now = now.plusSeconds(300);
        progress.saw(new Look(true, 3, 7));

        assertThat(progress.stuckFor()).isEqualTo(Duration.ofSeconds(10));
    }

    /** Looks each second. */
    private void after(int seconds, Look look) {
        for (int second = 0; second < seconds; second++) {
            now = now.plusSeconds(1);
            progress.saw(look);
        }
    }
}
