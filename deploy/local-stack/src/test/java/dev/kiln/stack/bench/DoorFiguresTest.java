package dev.kiln.stack.bench;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kiln.stack.bench.load.DoorResult;
import dev.kiln.stack.bench.load.Latencies;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class DoorFiguresTest {
    @Test
    void areMediansOfTheRoundsAndSumsOfTheAnswers() {
        var figures = DoorFigures.of(
                "intake",
                List.of(
                        round(1000, Map.of(), 0.5, 40),
                        round(3000, Map.of("503", 2L), 0.9, 20),
                        round(2000, Map.of("503", 1L, "404", 4L), 0.6, 30)));

        assertThat(figures.perSecond()).isEqualTo(2000);
        assertThat(figures.toFloor()).isEqualTo(0.6);
        assertThat(figures.p50Millis()).isEqualTo(2);
        assertThat(figures.p99Millis()).isEqualTo(20);
        assertThat(figures.good()).isEqualTo(12_000);
        assertThat(figures.others()).isEqualTo(Map.of("503", 3L, "404", 4L));
        assertThat(figures.cpuPer1000()).isEqualTo(Map.of("kafka", 30.0));
    }

    @Test
    void haveNoRatioForTheFloorItself() {
        assertThat(DoorFigures.of("floor", List.of(round(1000, Map.of(), null, 1)))
                        .toFloor())
                .isNull();
    }

    /** Of two seconds; the latencies go by the rate. */
    private static DoorFigures.Round round(long perSecond, Map<String, Long> others, Double toFloor, double cpu) {
        var latencies = new Latencies(2 * perSecond, perSecond, 10 * perSecond, 100 * perSecond);
        return new DoorFigures.Round(
                new DoorResult(2 * perSecond, others, 2, latencies), Map.of("kafka", cpu), toFloor);
    }
}
