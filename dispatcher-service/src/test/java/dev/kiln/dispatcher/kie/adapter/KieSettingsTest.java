package dev.kiln.dispatcher.kie.adapter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class KieSettingsTest {

    private static final URI KIE = URI.create("https://api.kie.ai");
    private static final Duration SECOND = Duration.ofSeconds(1);

    @ParameterizedTest
    @CsvSource({
        "https://api.kie.ai,true,443,/api/x",
        "http://localhost:8090/,false,8090,/api/x",
        "HTTP://localhost,false,80,/api/x",
        "https://proxy.example/kie/,true,443,/kie/api/x",
        "https://proxy.example:8443/kie,true,8443,/kie/api/x",
    })
    void readsABaseUrl(URI url, boolean secure, int port, String path) {
        KieSettings settings = new KieSettings(url, SECOND, SECOND, SECOND, "Kiln/1");

        assertThat(settings.secure()).isEqualTo(secure);
        assertThat(settings.port()).isEqualTo(port);
        assertThat(settings.path("/api/x")).isEqualTo(path);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "api.kie.ai",
                "ftp://api.kie.ai",
                "https:///x",
                "https://me:secret@api.kie.ai",
                "https://api.kie.ai?x=1",
                "https://api.kie.ai#x"
            })
    void refusesWhatIsNoBaseUrlWithoutRepeatingIt(URI url) {
        assertThatThrownBy(() -> new KieSettings(url, SECOND, SECOND, SECOND, "Kiln/1"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("base URL")
                .hasMessageNotContaining("secret");
    }

    @Test
    void refusesTimesOutOfRangeAndAnEmptyAgentByName() {
        assertThatThrownBy(() -> new KieSettings(KIE, Duration.ZERO, SECOND, SECOND, "Kiln/1"))
                .hasMessageContaining("connect timeout");
        assertThatThrownBy(() -> new KieSettings(KIE, SECOND, Duration.ofHours(1), SECOND, "Kiln/1"))
                .hasMessageContaining("answer timeout");
        assertThatThrownBy(() -> new KieSettings(KIE, SECOND, SECOND, null, "Kiln/1"))
                .hasMessageContaining("read timeout");
        assertThatThrownBy(() -> new KieSettings(KIE, SECOND, SECOND, SECOND, " "))
                .hasMessageContaining("user agent");
        assertThatThrownBy(() -> new KieSettings(KIE, SECOND, SECOND, SECOND, "a\r\nb"))
                .hasMessageContaining("user agent");
    }
}
