package dev.kiln.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kiln.simulator.wire.ParamStyle;
import io.quarkus.runtime.configuration.DurationConverter;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SimulatorConfigTest {

    @Test
    void hasTheDocumentedDefaults() {
        SimulatorConfig config = config(Map.of("accounts.main.key", "k"));

        assertThat(config.accounts().get("main").credits()).isEqualByComparingTo("1000000");
        assertThat(config.accounts().get("main").rateLimit()).isEmpty();
        assertThat(config.rate().limit()).isEqualTo(20);
        assertThat(config.rate().window()).isEqualTo(Duration.ofSeconds(10));
        assertThat(config.taskDuration().min()).isEqualTo(Duration.ofMillis(300));
        assertThat(config.taskDuration().max()).isEqualTo(Duration.ofMillis(1500));
        assertThat(config.callback().attempts()).isEqualTo(3);
        assertThat(config.callback().retryDelay()).isEqualTo(Duration.ofSeconds(1));
        assertThat(config.callback().timeout()).isEqualTo(Duration.ofSeconds(15));
        assertThat(config.callback().concurrency()).isEqualTo(32);
        assertThat(config.callback().queue()).isEqualTo(10_000);
        assertThat(config.callback().param()).isEqualTo(ParamStyle.RAW_NEWLINE);
        assertThat(config.seed()).isEqualTo(1);
        assertThat(config.webhookHmacKey()).isEmpty();
        assertThat(config.publicUrl()).isEmpty();
        assertThat(config.refuseUnknownFields()).isTrue();
        assertThat(config.hang()).isEqualTo(Duration.ofSeconds(120));
        assertThat(config.tasksMax()).isEqualTo(20_000);
        assertThat(config.truthMax()).isEqualTo(100_000);
        assertThat(config.truthLog()).isEmpty();
    }

    @Test
    void readsEveryKey() {
        Map<String, String> values = new HashMap<>();
        values.put("accounts.a.key", "k");
        values.put("accounts.a.credits", "2.5");
        values.put("accounts.a.rate-limit", "9");
        values.put("rate.limit", "8");
        values.put("rate.window", "7s");
        values.put("task-duration.min", "6ms");
        values.put("task-duration.max", "60ms");
        values.put("callback.attempts", "5");
        values.put("callback.retry-delay", "4s");
        values.put("callback.timeout", "3s");
        values.put("callback.concurrency", "2");
        values.put("callback.queue", "11");
        values.put("callback.param", "double-encoded");
        values.put("seed", "12");
        values.put("webhook-hmac-key", "h");
        values.put("public-url", "http://u");
        values.put("refuse-unknown-fields", "false");
        values.put("hang", "13s");
        values.put("tasks-max", "14");
        values.put("truth-max", "15");
        values.put("truth-log", "t.jsonl");

        SimulatorConfig config = config(values);

        assertThat(config.accounts().get("a").key()).isEqualTo("k");
        assertThat(config.accounts().get("a").credits()).isEqualByComparingTo("2.5");
        assertThat(config.accounts().get("a").rateLimit()).hasValue(9);
        assertThat(config.rate().limit()).isEqualTo(8);
        assertThat(config.rate().window()).isEqualTo(Duration.ofSeconds(7));
        assertThat(config.taskDuration().min()).isEqualTo(Duration.ofMillis(6));
        assertThat(config.taskDuration().max()).isEqualTo(Duration.ofMillis(60));
        assertThat(config.callback().attempts()).isEqualTo(5);
        assertThat(config.callback().retryDelay()).isEqualTo(Duration.ofSeconds(4));
        assertThat(config.callback().timeout()).isEqualTo(Duration.ofSeconds(3));
        assertThat(config.callback().concurrency()).isEqualTo(2);
        assertThat(config.callback().queue()).isEqualTo(11);
        assertThat(config.callback().param()).isEqualTo(ParamStyle.DOUBLE_ENCODED);
        assertThat(config.seed()).isEqualTo(12);
        assertThat(config.webhookHmacKey()).contains("h");
        assertThat(config.publicUrl()).contains("http://u");
        assertThat(config.refuseUnknownFields()).isFalse();
        assertThat(config.hang()).isEqualTo(Duration.ofSeconds(13));
        assertThat(config.tasksMax()).isEqualTo(14);
        assertThat(config.truthMax()).isEqualTo(15);
        assertThat(config.truthLog()).contains(Path.of("t.jsonl"));
    }

    @Test
    void refusesSettingsThatCannotWorkAndNamesThem() {
        SimulatorBeans beans = new SimulatorBeans();

        assertThatThrownBy(() -> beans.accounts(config(Map.of()))).hasMessageContaining("kie-simulator.accounts");
        assertThatThrownBy(() -> beans.accounts(config(Map.of("accounts.a.key", "k", "accounts.b.key", "k"))))
                .hasMessageContaining("another account's key");
        assertThatThrownBy(() -> beans.deliveryRules(config(Map.of("callback.attempts", "0"))))
                .hasMessageContaining("kie-simulator.callback.attempts");
        assertThatThrownBy(() -> beans.servingRules(config(Map.of("hang", "0s"))))
                .hasMessageContaining("kie-simulator.hang");
        assertThatThrownBy(() ->
                        beans.storeTask(config(Map.of("task-duration.min", "2s")), null, null, null, Clock.systemUTC()))
                .hasMessageContaining("kie-simulator.task-duration");
    }

    private static SimulatorConfig config(Map<String, String> values) {
        Map<String, String> prefixed = new HashMap<>();
        values.forEach((key, value) -> prefixed.put("kie-simulator." + key, value));
        return new SmallRyeConfigBuilder()
                .withDefaultValues(prefixed)
                .withMapping(SimulatorConfig.class)
                .withConverter(Duration.class, 100, new DurationConverter())
                .build()
                .getConfigMapping(SimulatorConfig.class);
    }
}
