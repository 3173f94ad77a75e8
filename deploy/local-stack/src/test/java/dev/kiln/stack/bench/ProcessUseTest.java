package dev.kiln.stack.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

class ProcessUseTest {
    @Test
    void addsUserAndSystemTimeOfTheProcessAndOfItsEndedChildren() {
        var stat = "42 (a (strange) name) S 1 42 42 0 -1 4194560 100 200 0 0 7 5 2 1 20 0 30 0 1000 1 2 3";

        assertThat(ProcessUse.cpuOf(stat)).isEqualTo(150);
    }

    @Test
    void readsMemoryInKibibytes() {
        assertThat(ProcessUse.named("Pss", List.of("Rss:  99 kB", "Pss:           12 kB", "Pss_Anon: 1 kB")))
                .hasValue(12 * 1024);
        assertThat(ProcessUse.named("Pss", List.of("Rss:  99 kB"))).isEmpty();
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void seesThisProcess() {
        var use = ProcessUse.ofTree(ProcessHandle.current().pid());

        assertThat(use.cpuMillis()).isPositive();
        assertThat(use.residentBytes()).isGreaterThan(10_000_000);
    }

    @Test
    void givesWhatAThousandTookBetweenTwoLooks() {
        var before = Map.of("kafka", new ProcessUse(1_000, 5));
        var after = Map.of("kafka", new ProcessUse(1_500, 6));

        assertThat(CpuUse.perThousand(before, after, 2_000)).isEqualTo(Map.of("kafka", 250.0));
    }
}
