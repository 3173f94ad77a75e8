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
        assertThat(config.operators()).isEmpty();
        assertThat(config.billing().relay().every()).isEqualTo(Duration.ofSeconds(1));
        assertThat(config.billing().relay().batch()).isEqualTo(100);
        assertThat(config.billing().relay().lease()).isEqualTo(Duration.ofSeconds(60));
        assertThat(config.billing().retry().delay()).isEqualTo(Duration.ofMillis(100));
        assertThat(config.billing().retry().maxDelay()).isEqualTo(Duration.ofSeconds(5));
        assertThat(config.billing().reconciliation().every()).isEqualTo(Duration.ofSeconds(10));
        assertThat(config.billing().reconciliation().threshold()).isEqualTo("0.5");
        assertThat(config.billing().rebuild().from()).isEmpty();
    }

    @Test
    void mapsEveryKey() {
        BillingConfig config = mapped(Map.ofEntries(
                Map.entry("kiln.topics.prefix", "stage."),
                Map.entry("kiln.tenants.\"studio\".key-hashes", "aa,bb"),
                Map.entry("kiln.operators.\"ada\".key-hashes", "cc"),
                Map.entry("kiln.billing.relay.every", "2s"),
                Map.entry("kiln.billing.relay.batch", "7"),
                Map.entry("kiln.billing.relay.lease", "90s"),
                Map.entry("kiln.billing.retry.delay", "1s"),
                Map.entry("kiln.billing.retry.max-delay", "1m"),
                Map.entry("kiln.billing.reconciliation.every", "30s"),
                Map.entry("kiln.billing.reconciliation.threshold", "2.5"),
                Map.entry("kiln.billing.rebuild.from", "jdbc:postgresql://db/billing")));

        assertThat(config.topics().prefix()).isEqualTo("stage.");
        assertThat(config.tenants().get("studio").keyHashes()).containsExactly("aa", "bb");
        assertThat(config.operators().get("ada").keyHashes()).containsExactly("cc");
        assertThat(config.billing().relay().every()).isEqualTo(Duration.ofSeconds(2));
        assertThat(config.billing().relay().batch()).isEqualTo(7);
        assertThat(config.billing().relay().lease()).isEqualTo(Duration.ofSeconds(90));
        assertThat(config.billing().retry().delay()).isEqualTo(Duration.ofSeconds(1));
        assertThat(config.billing().retry().maxDelay()).isEqualTo(Duration.ofMinutes(1));
        assertThat(config.billing().reconciliation().every()).isEqualTo(Duration.ofSeconds(30));
        assertThat(config.billing().reconciliation().threshold()).isEqualTo("2.5");
        assertThat(config.billing().rebuild().from()).contains("jdbc:postgresql://db/billing");
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
