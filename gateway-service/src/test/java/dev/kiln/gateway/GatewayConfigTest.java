package dev.kiln.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kiln.gateway.accept.adapter.BodyLimits;
import dev.kiln.gateway.accept.adapter.IntakeBounds;
import dev.kiln.gateway.idempotency.ForgetOldKeys;
import dev.kiln.gateway.idempotency.MapRegistry;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class GatewayConfigTest {

    private static final String KEY = "a-tag-key-of-thirty-two-characters";

    @Test
    void hasDefaultsForAllButTheSecret() {
        GatewayConfig config = map(Map.of("kiln.ids.tag-key", KEY));

        assertThat(config.topics().prefix()).isEqualTo("kiln.");
        assertThat(config.catalog().path()).isEmpty();
        assertThat(config.intake().maxConcurrent()).isEqualTo(512);
        assertThat(config.intake().startedWithin()).isEqualTo(Duration.ofSeconds(2));
        assertThat(config.intake().acknowledgedWithin()).isEqualTo(Duration.ofSeconds(5));
        assertThat(config.intake().bodyWithin()).isEqualTo(Duration.ofSeconds(20));
        assertThat(config.intake().bodyBytes()).isEqualTo(32 * 1024 * 1024);
        assertThat(config.idempotency().keep()).isEqualTo(Duration.ofDays(7));
        assertThat(config.tenants()).isEmpty();
    }

    @Test
    void mapsEveryKey() {
        GatewayConfig config = map(Map.ofEntries(
                Map.entry("kiln.ids.tag-key", KEY),
                Map.entry("kiln.topics.prefix", "other."),
                Map.entry("kiln.catalog.path", "/models"),
                Map.entry("kiln.intake.max-concurrent", "7"),
                Map.entry("kiln.intake.started-within", "PT1S"),
                Map.entry("kiln.intake.acknowledged-within", "PT4S"),
                Map.entry("kiln.intake.body-within", "PT9S"),
                Map.entry("kiln.intake.body-bytes", "2097152"),
                Map.entry("kiln.idempotency.keep", "PT36H"),
                Map.entry("kiln.tenants.\"acme\".key-hashes", "aa,bb"),
                Map.entry("kiln.tenants.\"acme\".weight", "3"),
                Map.entry("kiln.tenants.\"acme\".max-running", "40"),
                Map.entry("kiln.tenants.\"acme\".waits-for-budget", "true"),
                Map.entry("kiln.tenants.\"globex\".key-hashes", "cc")));

        assertThat(config.ids().tagKey()).isEqualTo(KEY);
        assertThat(config.topics().prefix()).isEqualTo("other.");
        assertThat(config.catalog().path()).contains(Path.of("/models"));
        assertThat(config.intake().maxConcurrent()).isEqualTo(7);
        assertThat(config.intake().startedWithin()).isEqualTo(Duration.ofSeconds(1));
        assertThat(config.intake().acknowledgedWithin()).isEqualTo(Duration.ofSeconds(4));
        assertThat(config.intake().bodyWithin()).isEqualTo(Duration.ofSeconds(9));
        assertThat(config.intake().bodyBytes()).isEqualTo(2097152);
        assertThat(config.idempotency().keep()).isEqualTo(Duration.ofHours(36));
        GatewayConfig.Tenant acme = config.tenants().get("acme");
        assertThat(acme.keyHashes()).containsExactly("aa", "bb");
        assertThat(acme.weight()).isEqualTo(3);
        assertThat(acme.maxRunning()).hasValue(40);
        assertThat(acme.waitsForBudget()).isTrue();
        GatewayConfig.Tenant globex = config.tenants().get("globex");
        assertThat(globex.weight()).isOne();
        assertThat(globex.maxRunning()).isEmpty();
        assertThat(globex.waitsForBudget()).isFalse();
    }

    @Test
    void refusesToStartWithoutTheSecretByItsName() {
        assertThatThrownBy(() -> map(Map.of())).hasMessageContaining("kiln.ids.tag-key");
    }

    @Test
    void refusesAKeyThatItDoesNotKnow() {
        assertThatThrownBy(() -> map(Map.of("kiln.ids.tag-key", KEY, "kiln.tenant.acme.key-hashes", "aa")))
                .hasMessageContaining("kiln.tenant.acme.key-hashes");
    }

    @Test
    void refusesBoundsUnderWhichALateRequestCouldComeAfterItsIdWasDenied() {
        Duration second = Duration.ofSeconds(1);

        assertThatThrownBy(() -> new IntakeBounds(0, second, second))
                .hasMessageContaining("kiln.intake.max-concurrent");
        assertThatThrownBy(() -> new IntakeBounds(1, Duration.ofSeconds(4), second))
                .hasMessageContaining("kiln.intake.started-within");
        assertThatThrownBy(() -> new IntakeBounds(1, second, Duration.ofSeconds(11)))
                .hasMessageContaining("kiln.intake.acknowledged-within");
    }

    @Test
    void refusesToForgetKeysWhileTheyAreInUseOrNever() {
        for (Duration keep : List.of(Duration.ofMinutes(59), Duration.ofDays(367), Duration.ofHours(-1))) {
            assertThatThrownBy(() -> new ForgetOldKeys(new MapRegistry(), keep))
                    .hasMessageContaining("kiln.idempotency.keep");
        }
    }

    @Test
    void refusesToWaitForBodiesForEverOrToHaveNoRoomForOne() {
        assertThatThrownBy(() -> new BodyLimits(Duration.ofMinutes(2), 2_000_000))
                .hasMessageContaining("kiln.intake.body-within");
        assertThatThrownBy(() -> new BodyLimits(Duration.ZERO, 2_000_000))
                .hasMessageContaining("kiln.intake.body-within");
        assertThatThrownBy(() -> new BodyLimits(Duration.ofSeconds(9), 1000))
                .hasMessageContaining("kiln.intake.body-bytes");
    }

    private static GatewayConfig map(Map<String, String> properties) {
        return new SmallRyeConfigBuilder()
                .withMapping(GatewayConfig.class)
                .withSources(new PropertiesConfigSource(properties, "test", 100))
                .build()
                .getConfigMapping(GatewayConfig.class);
    }
}
