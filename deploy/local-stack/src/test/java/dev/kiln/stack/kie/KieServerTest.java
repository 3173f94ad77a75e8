package dev.kiln.stack.kie;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class KieServerTest {
    private static final KieKeys KEYS = new KieKeys(Map.of("main", "key"));

    @Test
    void holdsEveryServerButThoseOnTheLoopbackForOneThatSpends() {
        assertThat(at("https://api.kie.ai", null).spends()).isTrue();
        assertThat(at("https://10.0.0.7:8443/kie", null).spends()).isTrue();
        assertThat(at("http://127.0.0.1:8090", null).spends()).isFalse();
        assertThat(at("http://localhost:8090", "http://127.0.0.1:8082").spends())
                .isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"api.kie.ai", "ftp://api.kie.ai", "https:///x", "https://me@api.kie.ai", "https://api.kie.ai?a=b"
            })
    void takesNoOtherUrl(String url) {
        assertThatThrownBy(() -> at(url, null))
                .isInstanceOf(KieProblem.class)
                .hasMessageContaining("Kie's URL must be");
    }

    @ParameterizedTest
    @CsvSource({
        "http://api.kie.ai,,must be https",
        "https://api.kie.ai,http://127.0.0.1:8082,cannot call back",
        "https://api.kie.ai,tunnel.example.com,KILN_PUBLIC_URL must be"
    })
    void saysWhyTheTwoDoNotGoTogether(String url, String publicUrl, String why) {
        assertThatThrownBy(() -> at(url, publicUrl))
                .isInstanceOf(KieProblem.class)
                .hasMessageContaining(why);
    }

    private static KieServer at(String url, String publicUrl) {
        return new KieServer(
                URI.create(url), KEYS, Optional.ofNullable(publicUrl).map(URI::create));
    }
}
