package dev.kiln.simulator.api.adapter;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.kiln.simulator.harness.CallbackReceiver;
import dev.kiln.simulator.harness.CallbackReceiver.Received;
import dev.kiln.simulator.harness.KieCaller;
import dev.kiln.simulator.harness.RunningSimulator;
import dev.kiln.simulator.model.Family;
import dev.kiln.simulator.model.Media;
import dev.kiln.simulator.model.Model;
import dev.kiln.simulator.model.Models;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import java.math.BigDecimal;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@TestProfile(RunningSimulator.class)
class KieFamiliesResourceTest {

    @TestHTTPResource
    URI base;

    private KieCaller kie;
    private CallbackReceiver creator;

    @BeforeEach
    void open() throws Exception {
        kie = new KieCaller(base, "key-main");
        creator = new CallbackReceiver();
    }

    @AfterEach
    void close() throws Exception {
        creator.close();
    }

    @Test
    void everyModelGoesFromCreateToCallbackRecordAndFile() throws Exception {
        for (Model model : new Models().all()) {
            String reference = "gen_" + model.id().replaceAll("[^a-z0-9]", "") + ".1";
            KieCaller.Answer created = kie.create(model.id(), "a lamp", creator.url(reference));
            assertThat(created.json().path("msg").asText()).isEqualTo("success");

            JsonNode callback = creator.await(reference).body();

            assertThat(callback.path("code").asInt()).as(model.id()).isEqualTo(200);
            assertThat(callback.at("/data/taskId").asText()).isEqualTo(created.taskId());
            JsonNode record = kie.ended(model.family(), created.taskId());
            assertThat(record.path("successFlag").asInt()).isEqualTo(1);
            var file = kie.download(resultUrl(model.family(), record));
            assertThat(file.statusCode()).isEqualTo(200);
            assertThat(file.headers().firstValue("Content-Type").orElseThrow())
                    .startsWith(model.media() == Media.VIDEO ? "video/mp4" : "image/");
        }
    }

    private static String resultUrl(Family family, JsonNode record) {
        JsonNode response = record.path("response");
        return family == Family.FLUX
                ? response.path("resultImageUrl").asText()
                : response.at("/resultUrls/0").asText();
    }

    @Test
    void aJobIsToldInTheDocumentedShape() throws Exception {
        KieCaller.Answer created =
                kie.create("bytedance/seedream-v4-edit", "one\ntwo", creator.url("gen_shape.1"), "max_images=3");
        assertThat(created.taskId()).matches("[0-9a-f]{32}");
        assertThat(created.json().at("/data/recordId").asText()).isEqualTo(created.taskId());

        JsonNode data = creator.await("gen_shape.1").body().path("data");

        assertThat(data.path("state").asText()).isEqualTo("success");
        assertThat(data.path("consumeCredits").decimalValue()).isEqualByComparingTo("10.5");
        assertThat(data.path("remainedCredits").isNumber()).isTrue();
        assertThat(data.path("param").asText()).contains("one\ntwo");
        assertThat(new ObjectMapper().readTree(data.path("resultJson").asText()).path("resultUrls"))
                .hasSize(3);
        JsonNode record = kie.ended(Family.JOBS, created.taskId());
        assertThat(record.path("creditsConsumed").decimalValue()).isEqualByComparingTo("10.5");
        assertThat(record.path("resultJson").asText())
                .isEqualTo(data.path("resultJson").asText());
    }

    @Test
    void callbacksAreSignedOverTaskIdAndSeconds() throws Exception {
        String taskId =
                kie.create("veo3_fast", "a lamp", creator.url("gen_signed.1")).taskId();

        Received callback = creator.await("gen_signed.1");

        String signedText = taskId + "." + callback.headers().get("X-Webhook-Timestamp");
        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(RunningSimulator.HMAC_KEY.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
        assertThat(callback.headers().get("X-Webhook-Signature"))
                .isEqualTo(
                        Base64.getEncoder().encodeToString(mac.doFinal(signedText.getBytes(StandardCharsets.UTF_8))));
    }

    @Test
    void aRefusedCallbackIsSentAgain() throws Exception {
        creator.refuse(2);

        String taskId = kie.create("flux-kontext-pro", "a lamp", creator.url("gen_again.1"))
                .taskId();

        Awaitility.await().until(() -> kie.truth("callback", taskId).size() == 3);
        assertThat(kie.truth("callback", taskId))
                .extracting(line -> line.path("status").asInt())
                .containsExactly(503, 503, 200);
    }

    @Test
    void aTaskWithoutCallbackUrlIsFoundByItsRecord() throws Exception {
        String taskId = kie.create("flux-kontext-max", "a lamp", null).taskId();

        assertThat(kie.ended(Family.FLUX, taskId).path("completeTime").isNumber())
                .isTrue();
        assertThat(kie.truth("callback", taskId)).isEmpty();
    }

    @Test
    void nanoBananaKeepsToTheFormatThatWasAskedFor() throws Exception {
        String taskId = kie.create("google/nano-banana-edit", "a lamp", null, "output_format=jpeg")
                .taskId();

        JsonNode record = kie.ended(Family.JOBS, taskId);

        String url = resultUrl(Family.JOBS, record);
        assertThat(url).endsWith(".jpg");
        assertThat(kie.download(url).body()).startsWith(0xFF, 0xD8);
        assertThat(kie.download(url.replace("/0.", "/1.")).statusCode()).isEqualTo(404);
    }

    @Test
    void theBalanceFallsByTheChargeAndTheAccountsAddUp() throws Exception {
        KieCaller other = new KieCaller(base, "key-other");
        BigDecimal before = other.get("/api/v1/chat/credit").json().path("data").decimalValue();

        String taskId = other.create("bytedance/v1-pro-image-to-video", "x", null, "resolution=480p")
                .taskId();
        other.ended(Family.JOBS, taskId);

        assertThat(other.get("/api/v1/chat/credit").json().path("data").decimalValue())
                .isEqualByComparingTo(before.subtract(new BigDecimal("14")));
        assertThat(other.truth("charge", taskId))
                .singleElement()
                .satisfies(line -> assertThat(line.path("charged").textValue()).isEqualTo("14"));
        assertThat(kie.record(Family.JOBS, taskId).code())
                .as("another account's task")
                .isEqualTo(422);
    }
}
