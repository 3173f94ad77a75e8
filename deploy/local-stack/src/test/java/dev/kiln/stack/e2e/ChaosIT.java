package dev.kiln.stack.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kiln.stack.chaos.ChaosSize;
import dev.kiln.stack.chaos.ChaosText;
import dev.kiln.stack.chaos.RunChaos;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The short chaos run; {@code ./kiln chaos} is the long one. */
class ChaosIT {
    private static final List<Long> SEEDS = List.of(20261128L, 4L);

    @Test
    void everyGuaranteeHoldsWhileEverythingGoesWrong() {
        var root = Path.of(System.getProperty("kiln.root")).toAbsolutePath().normalize();
        var size = ChaosSize.ofARound(150, 5, Duration.ofSeconds(40));

        var report = new RunChaos(root, "chaos-it", size, Clock.systemUTC(), System.out::println).run(SEEDS);

        System.out.println(ChaosText.of(report));
        assertThat(report.breaches()).isEmpty();
    }
}
