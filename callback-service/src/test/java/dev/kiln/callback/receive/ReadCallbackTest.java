package dev.kiln.callback.receive;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kiln.callback.Samples;
import dev.kiln.callback.signature.WebhookSignature;
import dev.kiln.callbackurl.CallbackAddress;
import dev.kiln.callbackurl.CallbackUrls;
import dev.kiln.contract.Credits;
import dev.kiln.contract.Envelope;
import dev.kiln.contract.GenerationIds;
import dev.kiln.contract.Reason;
import dev.kiln.contract.TaskFailed;
import dev.kiln.contract.TaskHinted;
import dev.kiln.contract.TaskSucceeded;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.Test;

class ReadCallbackTest {

    private static final String GENERATION = GenerationIds.ofRequest("studio", "/test", "1");
    private static final CallbackAddress JOBS = new CallbackAddress("jobs", GENERATION, 2);
    private static final CallbackUrls URLS = new CallbackUrls(List.of("a-token-key-of-at-least-32-characters"));
    private static final Instant NOW = Instant.ofEpochSecond(1755599644);

    private final RecordingMeter meter = new RecordingMeter();
    private final ReadCallback unsigned = reader(NOW);
    private final ReadCallback signed = reader(NOW, "kie-test-hmac-key-0001");

    @Test
    void knowsTheAddressesThatKilnWrote() {
        String path = URLS.path(JOBS);
        String reference = path.substring(path.lastIndexOf('/') + 1);

        assertThat(unsigned.addressed("jobs", reference)).contains(JOBS);
        assertThat(unsigned.addressed("veo", reference)).isEmpty();
        assertThat(unsigned.addressed("suno", reference)).isEmpty();
        assertThat(unsigned.addressed("jobs", reference.replace(".2.", ".3."))).isEmpty();
    }

    @Test
    void saysASuccess() {
        Envelope envelope = unsigned.read(JOBS, plain(Samples.body("jobs/success")));

        assertThat(envelope.source()).isEqualTo(Envelope.CALLBACK);
        assertThat(envelope.time()).isEqualTo(NOW);
        assertThat(envelope.tenantId()).isNull();
        assertThat(envelope.event())
                .isEqualTo(new TaskSucceeded(
                        GENERATION,
                        2,
                        "jobs",
                        "6c1f0e5a4b3d42c19a7788e0f2d3c4b5",
                        List.of("https://results.example.com/boat.mp4"),
                        Credits.of(100)));
    }

    @Test
    void saysAFailure() {
        CallbackAddress flux = new CallbackAddress("flux-kontext", GENERATION, 1);

        Envelope envelope = unsigned.read(flux, plain(Samples.body("flux-kontext/failure-without-info")));

        assertThat(envelope.event())
                .isEqualTo(new TaskFailed(
                        GENERATION, 1, "flux-kontext", "task98767", "501", "Image generation task failed", null));
    }

    @Test
    void countsCreditsThatItCannotReadAndSaysSo() {
        Envelope failure = unsigned.read(
                JOBS, plain("{\"data\":{\"taskId\":\"t\",\"state\":\"fail\",\"consumeCredits\":2.8001}}"));
        Envelope success = unsigned.read(
                JOBS, plain("{\"data\":{\"taskId\":\"t\",\"state\":\"success\",\"creditsConsumed\":-3}}"));

        assertThat(failure.event()).isInstanceOfSatisfying(TaskFailed.class, failed -> {
            assertThat(failed.credits()).isNull();
            assertThat(failed.creditsUnreadable()).isTrue();
        });
        assertThat(success.event()).isInstanceOfSatisfying(TaskSucceeded.class, succeeded -> {
            assertThat(succeeded.credits()).isNull();
            assertThat(succeeded.creditsUnreadable()).isTrue();
        });
        assertThat(meter.creditsUnreadable).isEqualTo(2);
    }

    @Test
    void hintsAtWhatItCannotRead() {
        assertHint(unsigned.read(JOBS, plain("{\"data\":")), null, Reason.UNREADABLE);
        assertHint(unsigned.read(JOBS, plain("{\"data\":{\"state\":\"success\"}}")), null, Reason.UNREADABLE);
        assertHint(
                unsigned.read(JOBS, plain(Samples.body("jobs/success-unreadable-result"))),
                "task_broken",
                Reason.UNREADABLE);
        assertHint(unsigned.read(JOBS, plain(Samples.body("jobs/still-generating"))), "task_early", Reason.NOT_ENDED);
    }

    @Test
    void believesOnlyAGoodSignatureWhereKeysAreSet() {
        byte[] body =
                "{\"data\":{\"taskId\":\"e989621f54392584b05867f87b160672\",\"state\":\"fail\",\"failCode\":\"500\"}}"
                        .getBytes(StandardCharsets.UTF_8);
        String task = "e989621f54392584b05867f87b160672";
        String signature = "rP+IFM4RaPjjtSXdHv8cXEKYfN7X+ilhmYku66wafhY=";
        Delivery good = new Delivery(body, "1755599644", signature);

        assertThat(signed.read(JOBS, good).event()).isInstanceOf(TaskFailed.class);
        assertHint(signed.read(JOBS, plain(body)), task, Reason.MISSING_SIGNATURE);
        assertHint(signed.read(JOBS, new Delivery(body, "1755599645", signature)), task, Reason.BAD_SIGNATURE);
        assertHint(
                reader(NOW.plusSeconds(3601), "kie-test-hmac-key-0001").read(JOBS, good), task, Reason.STALE_SIGNATURE);
    }

    @Test
    void givesARepeatTheSameIdAndAnotherEndAnother() {
        String success =
                unsigned.read(JOBS, plain(Samples.body("jobs/success"))).id();
        String later = reader(NOW.plusSeconds(60))
                .read(JOBS, plain(Samples.body("jobs/success")))
                .id();
        String failure =
                unsigned.read(JOBS, plain(Samples.body("jobs/failure"))).id();
        String otherAttempt = unsigned.read(
                        new CallbackAddress("jobs", GENERATION, 3), plain(Samples.body("jobs/success")))
                .id();
        String otherTask = unsigned.read(JOBS, plain(Samples.body("jobs/success-without-file")))
                .id();
        String hint = unsigned.read(JOBS, plain("")).id();

        assertThat(later).isEqualTo(success);
        assertThat(List.of(success, failure, otherAttempt, otherTask, hint)).doesNotHaveDuplicates();
        assertThat(success).startsWith(GENERATION + ".2.succeeded.");
        assertThat(hint).isEqualTo(GENERATION + ".2.hinted-unreadable");
    }

    private static void assertHint(Envelope envelope, String taskId, String reason) {
        assertThat(envelope.event()).isEqualTo(new TaskHinted(GENERATION, 2, "jobs", taskId, reason));
    }

    private ReadCallback reader(Instant now, String... hmacKeys) {
        Clock clock = Clock.fixed(now, ZoneOffset.UTC);
        WebhookSignature signature = new WebhookSignature(List.of(hmacKeys), Duration.ofHours(1), clock);
        return new ReadCallback(URLS, signature, meter, clock);
    }

    private static Delivery plain(String body) {
        return plain(body.getBytes(StandardCharsets.UTF_8));
    }

    private static Delivery plain(byte[] body) {
        return new Delivery(body, null, null);
    }

    private static final class RecordingMeter implements CallbackMeter {

        private int creditsUnreadable;

        @Override
        public void announced(dev.kiln.contract.TaskEvent event, Duration publishing) {}

        @Override
        public void unconfirmed() {}

        @Override
        public void refused(int status) {}

        @Override
        public void creditsUnreadable(String family) {
            creditsUnreadable++;
        }
    }
}
