package dev.kiln.callbackurl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

class CallbackUrlsTest {

    private static final String KEY = "first-key-of-at-least-thirty-two-characters";
    private static final String OLD_KEY = "older-key-of-at-least-thirty-two-characters";
    private static final CallbackAddress ADDRESS = new CallbackAddress("jobs", "gen_0abc", 2);

    private final CallbackUrls urls = new CallbackUrls(List.of(KEY, OLD_KEY));

    @Test
    void readsWhatItWrote() {
        assertThat(urls.verify("jobs", reference(urls))).contains(ADDRESS);
    }

    @Test
    void readsWhatAnOlderKeyWrote() {
        CallbackUrls before = new CallbackUrls(List.of(OLD_KEY));

        assertThat(urls.verify("jobs", reference(before))).contains(ADDRESS);
    }

    @Test
    void refusesAKeyThatIsGone() {
        CallbackUrls stranger = new CallbackUrls(List.of("another-key-of-at-least-thirty-two-characters"));

        assertThat(urls.verify("jobs", reference(stranger))).isEmpty();
    }

    @Test
    void bindsTheTokenToFamilyGenerationAndAttempt() {
        String reference = reference(urls);
        String token = reference.substring(reference.lastIndexOf('.') + 1);

        assertThat(urls.verify("veo", reference)).isEmpty();
        assertThat(urls.verify("jobs", "gen_0abc.3." + token)).isEmpty();
        assertThat(urls.verify("jobs", "gen_0abd.2." + token)).isEmpty();
    }

    @Test
    void refusesWhatHasNotItsForm() {
        for (String reference :
                List.of("", "gen_0abc", "gen_0abc.2", "gen_0abc.0.x", "a.2147483648.x", "..", "a.1.=")) {
            assertThat(urls.verify("jobs", reference)).as(reference).isEmpty();
        }
    }

    @Test
    void refusesShortKeysWithoutRepeatingThem() {
        assertThatThrownBy(() -> new CallbackUrls(List.of("short-secret")))
                .hasMessageContaining("kiln.callback.token-keys")
                .hasMessageNotContaining("short-secret");
    }

    private static String reference(CallbackUrls writer) {
        String path = writer.path(ADDRESS);
        assertThat(path).startsWith("/v1/kie/jobs/gen_0abc.2.");
        return path.substring(path.lastIndexOf('/') + 1);
    }
}
