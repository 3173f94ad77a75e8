package dev.kiln.stack.bench.tables;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class StatementLogTest {
    @Test
    void addsPreparingAndBindingToTheExecutionOfTheSameSession() {
        var times = StatementLog.read(
                List.of(
                        line("dispatcher", 1, "duration: 0.100 ms  parse S_1: select 1\\nfrom task"),
                        line("dispatcher", 2, "duration: 9.000 ms  bind <unnamed>: select 2"),
                        line("dispatcher", 1, "duration: 0.200 ms  bind S_1: select 1\\nfrom task"),
                        line("dispatcher", 1, "duration: 0.300 ms  execute S_1: select 1\\n   from task"),
                        line("dispatcher", 1, "duration: 0.050 ms  execute S_1: select 1 from task")),
                "dispatcher");

        assertThat(times).containsOnlyKeys("select 1 from task");
        assertThat(times.get("select 1 from task").getTotalCount()).isEqualTo(2);
        assertThat(times.get("select 1 from task").getMaxValue()).isBetween(598L, 603L);
        assertThat(times.get("select 1 from task").getMinValue()).isEqualTo(50);
    }

    @Test
    void passesOverOtherDatabasesOtherMessagesAndALineThatIsNotWholeYet() {
        var times = StatementLog.read(
                List.of(
                        line("gateway", 1, "duration: 0.300 ms  statement: select 1"),
                        line("dispatcher", 1, "checkpoint starting: time"),
                        "{\"dbname\":\"dispatcher\",\"pid\":1,\"mess"),
                "dispatcher");

        assertThat(times).isEmpty();
    }

    private static String line(String database, int pid, String message) {
        return "{\"dbname\":\"%s\",\"pid\":%d,\"message\":\"%s\"}".formatted(database, pid, message);
    }
}
