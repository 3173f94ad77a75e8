package dev.kiln.callback;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.smallrye.config.SmallRyeConfig;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class CallbackConfigTest {

    private static final String KEY = "a-token-key-of-at-least-thirty-two-characters";

    @Test
    void hasDefaultsForAllButTheTokenKeys() {
        CallbackConfig config = config(Map.of("kiln.callback.token-keys", KEY));

        assertThat(config.tokenKeys()).containsExactly(KEY);
        assertThat(config.hmacKeys()).isEmpty();
        assertThat(config.signatureWindow()).isEqualTo(Duration.ofHours(1));
        assertThat(config.maxInFlight()).isEqualTo(64);
        assertThat(config.publishTimeout()).isEqualTo(Duration.ofSeconds(4));
        assertThat(config.requestTimeout()).isEqualTo(Duration.ofSeconds(10));
        assertThat(read(CallbackConfig.Topics.class, Map.of()).prefix()).isEqualTo("kiln.");
    }

    @Test
    void readsEveryKey() {
        CallbackConfig config = config(Map.of(
                "kiln.callback.token-keys", KEY + "," + KEY + "-old",
                "kiln.callback.hmac-keys", "first,second",
                "kiln.callback.signature-window", "PT5M",
                "kiln.callback.max-in-flight", "7",
                "kiln.callback.publish-timeout", "PT1S",
                "kiln.callback.request-timeout", "PT2S"));

        assertThat(config.tokenKeys()).containsExactly(KEY, KEY + "-old");
        assertThat(config.hmacKeys()).contains(List.of("first", "second"));
        assertThat(config.signatureWindow()).isEqualTo(Duration.ofMinutes(5));
        assertThat(config.maxInFlight()).isEqualTo(7);
        assertThat(config.publishTimeout()).isEqualTo(Duration.ofSeconds(1));
        assertThat(config.requestTimeout()).isEqualTo(Duration.ofSeconds(2));
        assertThat(read(CallbackConfig.Topics.class, Map.of("kiln.topics.prefix", "staging."))
                        .prefix())
                .isEqualTo("staging.");
    }

    @Test
    void namesTheKeyThatIsMissing() {
        assertThatThrownBy(() -> config(Map.of())).hasMessageContaining("kiln.callback.token-keys is required");
    }

    @Test
    void namesTheKeyOfAWrongValueWithoutRepeatingASecret() {
        assertThatThrownBy(() -> CallbackBeans.readCallback(
                        config(Map.of("kiln.callback.token-keys", "short-secret")), null, null))
                .hasMessageContaining("kiln.callback.token-keys")
                .hasMessageNotContaining("short-secret");
        assertThatThrownBy(() -> CallbackBeans.places(
                        config(Map.of("kiln.callback.token-keys", KEY, "kiln.callback.max-in-flight", "0"))))
                .hasMessageContaining("kiln.callback.max-in-flight");
        assertThatThrownBy(() -> CallbackBeans.readCallback(
                        config(Map.of("kiln.callback.token-keys", KEY, "kiln.callback.signature-window", "PT0S")),
                        null,
                        null))
                .hasMessageContaining("kiln.callback.signature-window");
    }

    private static CallbackConfig config(Map<String, String> values) {
        return read(CallbackConfig.class, values);
    }

    private static <T> T read(Class<T> mapping, Map<String, String> values) {
        SmallRyeConfig config = new SmallRyeConfigBuilder()
                .withMapping(mapping)
                .withDefaultValues(values)
                .build();
        return config.getConfigMapping(mapping);
    }
}
