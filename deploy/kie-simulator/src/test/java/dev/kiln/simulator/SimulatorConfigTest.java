package dev.kiln.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kiln.simulator.pace.Pace;
import dev.kiln.simulator.pace.Times;
import dev.kiln.simulator.wire.ParamStyle;
import io.quarkus.runtime.configuration.DurationConverter;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.math.BigDecimal;
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
    void hasTheDocumentedDefaultsOfWhatIsOutOfTheOrdinary() {
        SimulatorConfig config = config(Map.of("accounts.main.key", "k"));

        assertThat(config.accounts().get("main").cap()).isEmpty();
        assertThat(config.poll().limit()).isEqualTo(10);
        assertThat(config.poll().window()).isEqualTo(Duration.ofSeconds(1));
        assertThat(config.record().hidden()).isEqualTo(Duration.ofSeconds(3));
        assertThat(config.record().lag()).isEqualTo(Duration.ofSeconds(5));
        assertThat(config.record().keep()).isEqualTo(Duration.ofDays(60));
        assertThat(config.record().keepVeo()).isEqualTo(Duration.ofDays(14));
        assertThat(config.results().keep()).isEqualTo(Duration.ofHours(24));
        assertThat(config.results().keepOrigin()).isEqualTo(Duration.ofMinutes(10));
        assertThat(config.results().keepLink()).isEqualTo(Duration.ofMinutes(20));
        assertThat(config.uploads().folder()).isEmpty();
        assertThat(config.uploads().keep()).isEqualTo(Duration.ofHours(24));
        assertThat(config.uploads().maxFiles()).isEqualTo(1000);
        assertThat(config.uploads().maxMegabytes()).isEqualTo(512);
        assertThat(config.callback().late()).isEqualTo(Duration.ofHours(3));
        assertThat(config.callback().gap()).isEqualTo(Duration.ofSeconds(2));
        assertThat(config.slow()).isEqualTo(Duration.ofSeconds(20));
        assertThat(config.timeFactor()).isEqualByComparingTo("1");
        assertThat(config.always()).isEmpty();
        assertThat(config.scenario()).isEmpty();
    }

    @Test
    void readsEveryKeyOfWhatIsOutOfTheOrdinary() {
        Map<String, String> values = new HashMap<>();
        values.put("accounts.a.key", "k");
        values.put("accounts.a.cap", "1.5");
        values.put("poll.limit", "2");
        values.put("poll.window", "3s");
        values.put("record.hidden", "4s");
        values.put("record.lag", "6s");
        values.put("record.keep", "7s");
        values.put("record.keep-veo", "8s");
        values.put("results.keep", "9s");
        values.put("results.keep-origin", "10s");
        values.put("results.keep-link", "11s");
        values.put("uploads.folder", "u");
        values.put("uploads.keep", "12s");
        values.put("uploads.max-files", "13");
        values.put("uploads.max-megabytes", "14");
        values.put("callback.late", "15s");
        values.put("callback.gap", "16s");
        values.put("slow", "17s");
        values.put("time-factor", "18.5");
        values.put("always", "ten-keys, text-code");
        values.put("scenario", "callback-lost:0.5,fail:1");

        SimulatorConfig config = config(values);

        assertThat(config.accounts().get("a").cap()).hasValue(new BigDecimal("1.5"));
        assertThat(config.poll().limit()).isEqualTo(2);
        assertThat(config.poll().window()).hasSeconds(3);
        assertThat(config.record().hidden()).hasSeconds(4);
        assertThat(config.record().lag()).hasSeconds(6);
        assertThat(config.record().keep()).hasSeconds(7);
        assertThat(config.record().keepVeo()).hasSeconds(8);
        assertThat(config.results().keep()).hasSeconds(9);
        assertThat(config.results().keepOrigin()).hasSeconds(10);
        assertThat(config.results().keepLink()).hasSeconds(11);
        assertThat(config.uploads().folder()).contains(Path.of("u"));
        assertThat(config.uploads().keep()).hasSeconds(12);
        assertThat(config.uploads().maxFiles()).isEqualTo(13);
        assertThat(config.uploads().maxMegabytes()).isEqualTo(14);
        assertThat(config.callback().late()).hasSeconds(15);
        assertThat(config.callback().gap()).hasSeconds(16);
        assertThat(config.slow()).hasSeconds(17);
        assertThat(config.timeFactor()).isEqualByComparingTo("18.5");
        assertThat(new SimulatorBeans().chooseFaults(config).always().markers())
                .containsExactly("ten-keys", "text-code");
        assertThat(new SimulatorBeans().chooseFaults(config).scenarios())
                .singleElement()
                .satisfies(scenario -> assertThat(scenario.shares()).hasSize(2));
    }

    @Test
    void dividesEveryDurationByTheFactorOfTimeAndSaysSo() {
        SimulatorBeans beans = new SimulatorBeans();
        SimulatorConfig config = config(Map.of("accounts.a.key", "k", "time-factor", "100"));
        Pace pace = beans.pace(config);

        Times times = beans.times(
                config,
                pace,
                beans.deliveryRules(config, pace),
                beans.servingRules(config, pace),
                beans.fileRules(config, pace));

        assertThat(times.real())
                .containsEntry("rate.window", Duration.ofMillis(100))
                .containsEntry("callback.late", Duration.ofSeconds(108))
                .containsEntry("callback.timeout", Duration.ofMillis(500))
                .containsEntry("results.keep-link", Duration.ofSeconds(12));
        assertThat(times.inWords()).startsWith("time runs 100 times as fast: ").contains("rate.window PT0.1S");
        assertThat(beans.accounts(config, pace)
                        .named("a")
                        .orElseThrow()
                        .rateSeen()
                        .windowMillis())
                .isEqualTo(100);
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

        Pace pace = new Pace(BigDecimal.ONE);

        assertThatThrownBy(() -> beans.accounts(config(Map.of()), pace)).hasMessageContaining("kie-simulator.accounts");
        assertThatThrownBy(() -> beans.accounts(config(Map.of("accounts.a.key", "k", "accounts.b.key", "k")), pace))
                .hasMessageContaining("another account's key");
        assertThatThrownBy(() -> beans.deliveryRules(config(Map.of("callback.attempts", "0")), pace))
                .hasMessageContaining("kie-simulator.callback.attempts");
        assertThatThrownBy(() -> beans.servingRules(config(Map.of("hang", "0s")), pace))
                .hasMessageContaining("kie-simulator.hang");
        assertThatThrownBy(() -> beans.storeTask(
                        config(Map.of("task-duration.min", "2s")), pace, null, null, null, Clock.systemUTC()))
                .hasMessageContaining("kie-simulator.task-duration");
        assertThatThrownBy(() -> beans.pace(config(Map.of("time-factor", "0"))))
                .hasMessageContaining("kie-simulator.time-factor");
        assertThatThrownBy(() -> beans.chooseFaults(config(Map.of("always", "nonsense"))))
                .hasMessageContaining("nonsense");
        assertThatThrownBy(() -> beans.chooseFaults(config(Map.of("scenario", "fail"))))
                .hasMessageContaining("kie-simulator.scenario");
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
