package dev.kiln.stack.bench.tables;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.HdrHistogram.Histogram;
import org.junit.jupiter.api.Test;

class TimingsTest {
    private static final String CLAIM = "select x from task where state = 'QUEUED' for update skip locked";

    @Test
    void pairsTheStatementsAboutTasksTheLongestInAllFirst() {
        var small = new Timings(
                Map.of(
                        CLAIM,
                        times(100, 1000),
                        "delete from outbox",
                        times(100, 9000),
                        "select from task",
                        times(100, 100)),
                Map.of());
        var large = new Timings(
                Map.of(
                        CLAIM,
                        times(50, 2000),
                        "delete from outbox",
                        times(50, 9000),
                        "select from task",
                        times(500, 100)),
                Map.of());

        var pairs = Timings.statements(small, large);

        assertThat(pairs).extracting(TableFigures.Pair::what).containsExactly(CLAIM, "select from task");
        assertThat(pairs.getFirst().growth()).isBetween(1.98, 2.02);
        assertThat(pairs.getFirst().smallCount()).isEqualTo(100);
        assertThat(pairs.getFirst().largeCount()).isEqualTo(50);
    }

    @Test
    void leavesOutWhatWasDoneTooSeldomOrAtOneSizeOnly() {
        var small = new Timings(Map.of(CLAIM, times(100, 1000)), Map.of());
        var large = new Timings(Map.of(CLAIM, times(3, 1000), "select from task", times(100, 1)), Map.of());

        assertThat(Timings.statements(small, large)).isEmpty();
    }

    private static Histogram times(int count, long micros) {
        var times = new Histogram(2);
        times.recordValueWithCount(micros, count);
        return times;
    }
}
