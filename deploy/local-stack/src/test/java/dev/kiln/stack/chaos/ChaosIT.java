package dev.kiln.stack.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;

/** The short chaos run; {@code ./kiln chaos} is the long one. */
class ChaosIT {
    private static final List<Long> SEEDS = List.of(20261128L, 4L);
    private static final ChaosSize SIZE = ChaosSize.ofARound(150, 5, Duration.ofSeconds(40));

    @Test
    void everyGuaranteeHoldsWhileEverythingGoesWrong() {
        var root = Path.of(System.getProperty("kiln.root")).toAbsolutePath().normalize();

        var report = new RunChaos(root, "chaos-it", SIZE, Clock.systemUTC(), System.out::println).run(SEEDS);

        System.out.println(ChaosText.of(report));
        assertThat(report.breaches()).isEmpty();
        everythingWentWrong(report);
    }

    /** Nothing is proven by faults that were not done, or that nobody felt. */
    private static void everythingWentWrong(ChaosReport report) {
        assertThat(done(report, "kills of .*-service")).isEqualTo(planned(Fault.Kill.class::isInstance));
        assertThat(done(report, "freezes of .*")).isEqualTo(planned(Fault.Freeze.class::isInstance));
        assertThat(done(report, "kills of the broker")).isEqualTo(planned(Fault.KafkaAway.class::isInstance));
        assertThat(done(report, "kills of PostgreSQL")).isEqualTo(planned(Fault.PostgresAway.class::isInstance));
        assertThat(done(report, "mixes at Kie")).isEqualTo(planned(Fault.Mix.class::isInstance));
        assertThat(done(report, "bursts of .*")).isEqualTo(planned(Fault.Burst.class::isInstance));
        assertThat(done(report, "crashes at .*")).as("points that were reached").isPositive();
        assertThat(report.recoveries().services())
                .as("each kill and each crash, unless one hits what is just coming back")
                .isNotEmpty();
        assertThat(report.recoveries().broker()).hasSize(SEEDS.size());
        assertThat(report.recoveries().database()).hasSize(SEEDS.size());

        var counts = report.counts();
        assertThat(counts.accepted()).isEqualTo(SEEDS.size() * SIZE.requests());
        assertThat(counts.ended() + counts.parked()).isEqualTo(counts.accepted());
        assertThat(counts.doubts()).as("doubts").isPositive();
        assertThat(counts.settled()).as("doubts that a callback settled").isPositive();
        assertThat(counts.unanswered()).as("parked without a clear answer").isPositive();
        assertThat(report.rate().largestReads()).as("reads of records").isPositive();
    }

    private static int done(ChaosReport report, String kind) {
        return report.faults().entrySet().stream()
                .filter(fault -> fault.getKey().matches(kind))
                .mapToInt(fault -> fault.getValue())
                .sum();
    }

    /** Of a seed's faults at least one. */
    private static int planned(Predicate<Fault> kind) {
        var planned = (int) SEEDS.stream()
                .flatMap(seed -> FaultSchedule.of(seed, SIZE.faults()).faults().stream())
                .filter(timed -> kind.test(timed.fault()))
                .count();
        assertThat(planned).isPositive();
        return planned;
    }
}
