package dev.kiln.dispatcher.account;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kiln.contract.Reason;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class IntervalsTest {

    private final CheckIntervals intervals = new CheckIntervals(Duration.ofMinutes(1), Duration.ofHours(1));

    @Test
    void checksDoubleUpToTheLongest() {
        assertThat(intervals.after(Reason.UNAUTHORIZED, 0)).isEqualTo(Duration.ofMinutes(1));
        assertThat(intervals.after(Reason.UNAUTHORIZED, 3)).isEqualTo(Duration.ofMinutes(8));
        assertThat(intervals.after(Reason.UNAUTHORIZED, Integer.MAX_VALUE)).isEqualTo(Duration.ofHours(1));
    }

    @Test
    void aKeysCapIsTriedLate() {
        assertThat(intervals.after(Reason.KEY_CAP_REACHED, 0)).isEqualTo(Duration.ofMinutes(10));
    }

    @Test
    void refusesIntervalsThatWouldHammerOrShrink() {
        assertThatThrownBy(() -> new CheckIntervals(Duration.ofMillis(1), Duration.ofHours(1)))
                .hasMessageContaining("kiln.stopped.first-check-after");
        assertThatThrownBy(() -> new CheckIntervals(Duration.ofHours(2), Duration.ofHours(1)))
                .hasMessageContaining("kiln.stopped.longest-check-after");
    }

    @Test
    void maintenanceIsWaitedForLongerEachTime() {
        assertThat(BackOff.after(0)).isEqualTo(Duration.ofMinutes(1));
        assertThat(BackOff.after(1)).isEqualTo(Duration.ofMinutes(2));
        assertThat(BackOff.after(99)).isEqualTo(Duration.ofMinutes(16));
    }
}
