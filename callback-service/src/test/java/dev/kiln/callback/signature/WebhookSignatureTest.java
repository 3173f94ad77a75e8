package dev.kiln.callback.signature;

import static dev.kiln.callback.signature.SignatureVerdict.ACCEPTED;
import static dev.kiln.callback.signature.SignatureVerdict.BAD;
import static dev.kiln.callback.signature.SignatureVerdict.MISSING;
import static dev.kiln.callback.signature.SignatureVerdict.STALE;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The signatures were computed with openssl, not with this code. */
class WebhookSignatureTest {

    private static final String KEY = "kie-test-hmac-key-0001";
    private static final String TASK = "e989621f54392584b05867f87b160672";
    private static final String TIMESTAMP = "1755599644";
    private static final String SIGNATURE = "rP+IFM4RaPjjtSXdHv8cXEKYfN7X+ilhmYku66wafhY=";
    private static final Duration WINDOW = Duration.ofHours(1);

    @ParameterizedTest
    @CsvSource({
        "e989621f54392584b05867f87b160672, 1755599644, rP+IFM4RaPjjtSXdHv8cXEKYfN7X+ilhmYku66wafhY=",
        "bd3a37c523149e4adf45a3ddb5faf1a8, 1755597097, boqr+k1MBIta+rGb8vGiCubKwl/mOMmRLdvf6Cyzl6g=",
        "veo_task_abcdef123456, 1760000000, f/sJNGdQgkTXTiZx41BUANW2BCoYGqPxPHNQsycOf4w="
    })
    void acceptsWhatKieSigns(String task, String timestamp, String signature) {
        WebhookSignature check = at(Long.parseLong(timestamp), KEY);

        assertThat(check.judge(task, timestamp, signature)).isEqualTo(ACCEPTED);
        assertThat(check.judge(task + "0", timestamp, signature)).isEqualTo(BAD);
    }

    @Test
    void acceptsTwoKeysAtOnceWhileTheyAreRotated() {
        WebhookSignature check = at(1755599644, "the-new-key", KEY);

        assertThat(check.judge(TASK, TIMESTAMP, SIGNATURE)).isEqualTo(ACCEPTED);
        assertThat(at(1755599644, "the-new-key").judge(TASK, TIMESTAMP, SIGNATURE))
                .isEqualTo(BAD);
    }

    @Test
    void asksForNothingWithoutAKey() {
        assertThat(at(1755599644).judge(TASK, null, null)).isEqualTo(ACCEPTED);
    }

    @Test
    void missesEitherHeader() {
        WebhookSignature check = at(1755599644, KEY);

        assertThat(check.judge(TASK, null, SIGNATURE)).isEqualTo(MISSING);
        assertThat(check.judge(TASK, TIMESTAMP, null)).isEqualTo(MISSING);
    }

    @Test
    void refusesWhatIsNoTimestampOrNoBase64() {
        WebhookSignature check = at(1755599644, KEY);

        assertThat(check.judge(TASK, "1755599645", SIGNATURE)).isEqualTo(BAD);
        assertThat(check.judge(TASK, "yesterday", SIGNATURE)).isEqualTo(BAD);
        assertThat(check.judge(TASK, "999999999999999999999", SIGNATURE)).isEqualTo(BAD);
        assertThat(check.judge(TASK, TIMESTAMP, "not base64")).isEqualTo(BAD);
        assertThat(check.judge(TASK, TIMESTAMP, "")).isEqualTo(BAD);
        assertThat(check.judge(TASK, TIMESTAMP, "acff8814ce1168f8e3b525dd1eff1c5c42987cded7fa296199892eebac1a7e16"))
                .isEqualTo(BAD);
    }

    @Test
    void callsAGoodSignatureStaleOutsideTheWindow() {
        long signedAt = 1755599644;

        assertThat(at(signedAt + 3600, KEY).judge(TASK, TIMESTAMP, SIGNATURE)).isEqualTo(ACCEPTED);
        assertThat(at(signedAt + 3601, KEY).judge(TASK, TIMESTAMP, SIGNATURE)).isEqualTo(STALE);
        assertThat(at(signedAt - 3601, KEY).judge(TASK, TIMESTAMP, SIGNATURE)).isEqualTo(STALE);
        assertThat(at(signedAt + 3601, "another-key").judge(TASK, TIMESTAMP, SIGNATURE))
                .isEqualTo(BAD);
    }

    private static WebhookSignature at(long epochSecond, String... keys) {
        Clock clock = Clock.fixed(Instant.ofEpochSecond(epochSecond), ZoneOffset.UTC);
        return new WebhookSignature(List.of(keys), WINDOW, clock);
    }
}
