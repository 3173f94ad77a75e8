package dev.kiln.dispatcher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quarkus.runtime.configuration.DurationConverter;
import io.smallrye.config.EnvConfigSource;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.config.spi.ConfigSource;
import org.junit.jupiter.api.Test;

class DispatcherConfigTest {

    private static final Map<String, String> REQUIRED = Map.of("kiln.callback.token-keys", "k1");

    @Test
    void hasDefaults() {
        DispatcherConfig config = config(REQUIRED);

        assertThat(config.topics().prefix()).isEqualTo("kiln.");
        assertThat(config.catalog().path()).isEmpty();
        assertThat(config.callback().publicUrl()).isEmpty();
        assertThat(config.kie().baseUrl()).isEqualTo(URI.create("https://api.kie.ai"));
        assertThat(config.kie().accounts()).isEmpty();
        assertThat(config.kie().createsPerWindow()).isEqualTo(20);
        assertThat(config.kie().runningTasks()).isEqualTo(100);
        assertThat(config.kie().pollsPerSecond()).isEqualTo(10);
        assertThat(config.kie().userAgent()).isEqualTo("Kiln/0.1");
        assertThat(config.kie().connectTimeout()).isEqualTo(Duration.ofSeconds(3));
        assertThat(config.kie().answerTimeout()).isEqualTo(Duration.ofSeconds(15));
        assertThat(config.kie().readTimeout()).isEqualTo(Duration.ofSeconds(10));
        assertThat(config.submit().createsInFlight()).isEqualTo(32);
        assertThat(config.submit().expiresAfter()).isEqualTo(Duration.ofHours(24));
        assertThat(config.submit().slotWindow()).isEqualTo(Duration.ofMillis(10200));
        assertThat(config.submit().slotUnanswered()).isEqualTo(Duration.ofSeconds(60));
        assertThat(config.submit().modelPause()).isEqualTo(Duration.ofMinutes(5));
        assertThat(config.poll().firstAfter()).isEmpty();
        assertThat(config.poll().shortestInterval()).isEqualTo(Duration.ofSeconds(3));
        assertThat(config.poll().parksAfter()).isEqualTo(Duration.ofHours(24));
        assertThat(config.poll().whenParked()).isEqualTo(Duration.ofHours(24));
        assertThat(config.poll().confirmShare()).isEqualTo(1);
        assertThat(config.poll().confirmAfter()).isEqualTo(Duration.ofSeconds(10));
        assertThat(config.doubt().parksAfter()).isEqualTo(Duration.ofHours(2));
        assertThat(config.stopped().firstCheckAfter()).isEqualTo(Duration.ofMinutes(1));
        assertThat(config.stopped().longestCheckAfter()).isEqualTo(Duration.ofHours(1));
        assertThat(config.balance().readEvery()).isEqualTo(Duration.ofSeconds(30));
        assertThat(config.operators()).isEmpty();
        assertThat(config.keep().endedFor()).isEqualTo(Duration.ofDays(60));
    }

    @Test
    void readsEveryKey() {
        Map<String, String> values = new HashMap<>();
        values.put("kiln.topics.prefix", "other.");
        values.put("kiln.catalog.path", "/catalog");
        values.put("kiln.callback.public-url", "https://kiln.example.com");
        values.put("kiln.callback.token-keys", "k1,k2");
        values.put("kiln.kie.base-url", "http://localhost:1");
        values.put("kiln.kie.accounts.main.api-key", "key");
        values.put("kiln.kie.creates-per-window", "40");
        values.put("kiln.kie.running-tasks", "7");
        values.put("kiln.kie.polls-per-second", "5");
        values.put("kiln.kie.user-agent", "Other/2");
        values.put("kiln.kie.connect-timeout", "1s");
        values.put("kiln.kie.answer-timeout", "2s");
        values.put("kiln.kie.read-timeout", "4s");
        values.put("kiln.submit.creates-in-flight", "3");
        values.put("kiln.submit.expires-after", "1h");
        values.put("kiln.submit.slot-window", "5s");
        values.put("kiln.submit.slot-unanswered", "6s");
        values.put("kiln.submit.model-pause", "7s");
        values.put("kiln.poll.first-after", "8s");
        values.put("kiln.poll.shortest-interval", "9s");
        values.put("kiln.poll.parks-after", "10s");
        values.put("kiln.poll.when-parked", "11s");
        values.put("kiln.poll.confirm-share", "0.25");
        values.put("kiln.poll.confirm-after", "17s");
        values.put("kiln.doubt.parks-after", "12s");
        values.put("kiln.keep.ended-for", "7d");
        values.put("kiln.stopped.first-check-after", "13s");
        values.put("kiln.stopped.longest-check-after", "14s");
        values.put("kiln.balance.read-every", "15s");
        values.put("kiln.operators.\"ada.l\".key-hashes", "h1,h2");

        DispatcherConfig config = config(values);

        assertThat(config.topics().prefix()).isEqualTo("other.");
        assertThat(config.catalog().path()).contains(Path.of("/catalog"));
        assertThat(config.callback().publicUrl()).contains(URI.create("https://kiln.example.com"));
        assertThat(config.callback().tokenKeys()).isEqualTo(List.of("k1", "k2"));
        assertThat(config.kie().baseUrl()).isEqualTo(URI.create("http://localhost:1"));
        assertThat(config.kie().accounts().get("main").apiKey()).contains("key");
        assertThat(config.kie().userAgent()).isEqualTo("Other/2");
        assertThat(config.kie().createsPerWindow()).isEqualTo(40);
        assertThat(config.kie().runningTasks()).isEqualTo(7);
        assertThat(config.kie().pollsPerSecond()).isEqualTo(5);
        assertThat(List.of(
                                config.kie().connectTimeout(),
                                config.kie().answerTimeout(),
                                config.kie().readTimeout(),
                                config.submit().slotWindow(),
                                config.submit().slotUnanswered(),
                                config.submit().modelPause(),
                                config.poll().firstAfter().orElseThrow(),
                                config.poll().shortestInterval(),
                                config.poll().parksAfter(),
                                config.poll().whenParked(),
                                config.poll().confirmAfter(),
                                config.doubt().parksAfter(),
                                config.stopped().firstCheckAfter(),
                                config.stopped().longestCheckAfter(),
                                config.balance().readEvery())
                        .stream()
                        .map(Duration::toSeconds))
                .containsExactly(1L, 2L, 4L, 5L, 6L, 7L, 8L, 9L, 10L, 11L, 17L, 12L, 13L, 14L, 15L);
        assertThat(config.poll().confirmShare()).isEqualTo(0.25);
        assertThat(config.operators().get("ada.l").keyHashes()).containsExactly("h1", "h2");
        assertThat(config.keep().endedFor()).isEqualTo(Duration.ofDays(7));
        assertThat(config.submit().createsInFlight()).isEqualTo(3);
        assertThat(config.submit().expiresAfter()).isEqualTo(Duration.ofHours(1));
    }

    @Test
    void takesFurtherAccountsFromTheEnvironmentWhereTheyHaveAKey() {
        DispatcherConfig config = config(new EnvConfigSource(
                Map.of(
                        "KILN_CALLBACK_TOKEN_KEYS", "k1",
                        "KILN_KIE_ACCOUNTS__SECOND__API_KEY", "another-key",
                        "KILN_KIE_ACCOUNTS__THIRD__API_KEY", ""),
                300));

        assertThat(KieAccounts.keys(config.kie().accounts())).containsOnlyKeys("second");
    }

    @Test
    void refusesAnAccountOfTheNameThatStandsForNone() {
        DispatcherConfig config = config(Map.of(
                "kiln.callback.token-keys", "k1",
                "kiln.kie.accounts.unknown.api-key", "a-key"));

        assertThatThrownBy(() -> KieAccounts.keys(config.kie().accounts()))
                .hasMessageContaining("kiln.kie.accounts.unknown");
    }

    @Test
    void refusesToStartWithoutATokenKey() {
        assertThatThrownBy(() -> config(Map.of())).hasMessageContaining("kiln.callback.token-keys");
    }

    private static DispatcherConfig config(Map<String, String> values) {
        return config(new PropertiesConfigSource(values, "test", 500));
    }

    private static DispatcherConfig config(ConfigSource source) {
        return new SmallRyeConfigBuilder()
                .addDefaultInterceptors()
                .withConverter(Duration.class, 200, new DurationConverter())
                .withMapping(DispatcherConfig.class)
                .withSources(source)
                .build()
                .getConfigMapping(DispatcherConfig.class);
    }
}
