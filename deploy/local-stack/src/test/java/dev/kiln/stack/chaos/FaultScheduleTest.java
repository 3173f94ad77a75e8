package dev.kiln.stack.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Comparator;
import org.junit.jupiter.api.Test;

class FaultScheduleTest {
    private static final Duration LENGTH = Duration.ofSeconds(100);
    private static final FaultSizes SIZES = new FaultSizes(LENGTH, 16, 4, Duration.ofSeconds(30), 2, 3, 1);

    @Test
    void isTheSameForTheSameSeed() {
        assertThat(FaultSchedule.of(7, SIZES)).isEqualTo(FaultSchedule.of(7, SIZES));
        assertThat(FaultSchedule.of(7, SIZES).faults())
                .isNotEqualTo(FaultSchedule.of(8, SIZES).faults());
    }

    @Test
    void hasAsManyOfEachAsAskedForInTheOrderOfTheirTimes() {
        var schedule = FaultSchedule.of(7, SIZES);

        assertThat(count(schedule, Fault.Kill.class) + count(schedule, Fault.CrashAt.class))
                .isEqualTo(16);
        assertThat(count(schedule, Fault.CrashAt.class)).isEqualTo(8);
        assertThat(count(schedule, Fault.Freeze.class)).isEqualTo(4);
        assertThat(count(schedule, Fault.KafkaAway.class)).isEqualTo(2);
        assertThat(count(schedule, Fault.PostgresAway.class)).isEqualTo(2);
        assertThat(count(schedule, Fault.Burst.class)).isEqualTo(7);
        assertThat(count(schedule, Fault.Mix.class)).isEqualTo(Mixes.ALL.size());
        assertThat(schedule.faults())
                .isSortedAccordingTo(Comparator.comparing(FaultSchedule.Timed::at))
                .allSatisfy(timed -> assertThat(timed.at()).isBetween(Duration.ZERO, LENGTH));
    }

    @Test
    void comesToEveryNamedPlaceBeforeItComesToOneAgain() {
        assertThat(FaultSchedule.of(7, SIZES).faults())
                .extracting(FaultSchedule.Timed::fault)
                .filteredOn(Fault.CrashAt.class::isInstance)
                .doesNotHaveDuplicates();
    }

    @Test
    void freezesForAsLongAsAskedForOrLonger() {
        assertThat(FaultSchedule.of(7, SIZES).faults())
                .extracting(FaultSchedule.Timed::fault)
                .filteredOn(Fault.Freeze.class::isInstance)
                .extracting(fault -> ((Fault.Freeze) fault).length())
                .allSatisfy(length -> assertThat(length).isGreaterThanOrEqualTo(Duration.ofSeconds(30)));
    }

    private static long count(FaultSchedule schedule, Class<? extends Fault> kind) {
        return schedule.faults().stream()
                .map(FaultSchedule.Timed::fault)
                .filter(kind::isInstance)
                .count();
    }
}
