package dev.kiln.billing;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.runtime.configuration.DurationConverter;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

class BillingConfigTest {

    @Test
    void hasDefaults() {
        BillingConfig config = mapped(Map.of());

        assertThat(config.topics().prefix()).isEqualTo("kiln.");
        assertThat(config.tenants()).isEmpty();
        assertThat(config.billing().relay().every()).isEqualTo(Duration.ofSeconds(1));
        assertThat(config.billing().relay().batch()).isEqualTo(100);
        assertThat(config.billing().relay().lease()).isEqualTo(Duration.ofSeconds(60));
        assertThat(config.billing().retry().delay()).isEqualTo(Duration.ofMillis(100));
        assertThat(config.billing().retry().maxDelay()).isEqualTo(Duration.ofSeconds(5));
    }

    @Test
    void mapsEveryKey() {
        BillingConfig config = mapped(Map.of(
                "kiln.topics.prefix", "stage.",
                "kiln.tenants.\"studio\".key-hashes", "aa,bb",
                "kiln.billing.relay.every", "2s",
                "kiln.billing.relay.batch", "7",
                "kiln.billing.relay.lease", "90s",
                "kiln.billing.retry.delay", "1s",
                "kiln.billing.retry.max-delay", "1m"));

        assertThat(config.topics().prefix()).isEqualTo("stage.");
        assertThat(config.tenants().get("studio").keyHashes()).containsExactly("aa", "bb");
        assertThat(config.billing().relay().every()).isEqualTo(Duration.ofSeconds(2));
        assertThat(config.billing().relay().batch()).isEqualTo(7);
        assertThat(config.billing().relay().lease()).isEqualTo(Duration.ofSeconds(90));
        assertThat(config.billing().retry().delay()).isEqualTo(Duration.ofSeconds(1));
        assertThat(config.billing().retry().maxDelay()).isEqualTo(Duration.ofMinutes(1));
    }

    private static BillingConfig mapped(Map<String, String> properties) {
        return new SmallRyeConfigBuilder()
                .withConverter(Duration.class, 200, new DurationConverter())
                .withMapping(BillingConfig.class)
                .withSources(new PropertiesConfigSource(properties, "test", 100))
                .build()
                .getConfigMapping(BillingConfig.class);
    }
}
