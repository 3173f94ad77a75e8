package dev.kiln.stack.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kiln.stack.Part;
import java.time.Duration;
import java.util.Comparator;
import org.junit.jupiter.api.Test;

class FaultScheduleTest {
    private static final Duration LENGTH = Duration.ofSeconds(100);
    private static final FaultSizes SIZES = sizes(1);

    private static FaultSizes sizes(int dispatchers) {
        return new FaultSizes(dispatchers, LENGTH, 16, 4, Duration.ofSeconds(30), Duration.ofSeconds(65), 2, 3, 1, 0);
    }

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
                .map(Fault.Freeze.class::cast)
                .hasSize(4)
                .allSatisfy(freeze -> assertThat(freeze.length())
                        .isGreaterThanOrEqualTo(Duration.ofSeconds(freeze.part() == Part.DISPATCHER ? 65 : 30)));
    }

    @Test
    void doesTheSameToOneOfSeveralDispatchersAtATime() {
        var several = FaultSchedule.of(7, sizes(3));

        assertThat(several.faults().stream().map(FaultScheduleTest::toTheFirst))
                .containsExactlyElementsOf(FaultSchedule.of(7, SIZES).faults());
        assertThat(several.faults())
                .extracting(FaultSchedule.Timed::fault)
                .filteredOn(fault -> fault instanceof Fault.Kill kill && kill.part() == Part.DISPATCHER)
                .extracting(fault -> ((Fault.Kill) fault).replica())
                .hasSizeGreaterThan(1)
                .allSatisfy(replica -> assertThat(replica).isBetween(1, 3))
                .anySatisfy(replica -> assertThat(replica).isGreaterThan(1));
    }

    private static FaultSchedule.Timed toTheFirst(FaultSchedule.Timed timed) {
        var first =
                switch (timed.fault()) {
                    case Fault.Kill kill -> new Fault.Kill(kill.part(), 1);
                    case Fault.Freeze freeze -> new Fault.Freeze(freeze.part(), 1, freeze.length());
                    default -> timed.fault();
                };
        return new FaultSchedule.Timed(timed.at(), first);
    }

    @Test
    void aLongRunFreezesADispatcherPastTheTimeInWhichOthersGiveItUp() {
        var size = ChaosSize.ofALongRun(2000, 30, 3, 3);

        assertThat(FaultSchedule.of(7, size.faults()).faults())
                .extracting(FaultSchedule.Timed::fault)
                .filteredOn(fault -> fault instanceof Fault.Freeze freeze && freeze.part() == Part.DISPATCHER)
                .isNotEmpty()
                .allSatisfy(fault -> assertThat(((Fault.Freeze) fault).length()).isGreaterThan(size.unanswered()));
    }

    private static long count(FaultSchedule schedule, Class<? extends Fault> kind) {
        return schedule.faults().stream()
                .map(FaultSchedule.Timed::fault)
                .filter(kind::isInstance)
                .count();
    }
}
