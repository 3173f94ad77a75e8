package dev.kiln.simulator.api.adapter;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.kiln.simulator.harness.KieCaller;
import dev.kiln.simulator.harness.KieCaller.Answer;
import dev.kiln.simulator.harness.RunningSimulator;
import dev.kiln.simulator.model.Family;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import java.net.URI;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

@QuarkusTest
@TestProfile(RunningSimulator.class)
class KieRefusalsResourceTest {

    @TestHTTPResource
    URI base;

    private KieCaller kie;

    @BeforeEach
    void open() {
        kie = new KieCaller(base, "key-main");
    }

    @ParameterizedTest
    @EnumSource(Family.class)
    void aWrongKeyGets401UnderHttp200WithoutData(Family family) throws Exception {
        for (String key : new String[] {null, "key-wrong"}) {
            KieCaller stranger = new KieCaller(base, key);
            for (Answer answer : new Answer[] {
                stranger.post(family.createPath(), "{}"),
                stranger.record(family, "x"),
                stranger.get("/api/v1/chat/credit")
            }) {
                assertThat(answer.status()).isEqualTo(200);
                assertThat(answer.code()).isEqualTo(401);
                assertThat(answer.json().has("data")).isFalse();
            }
        }
    }

    @Test
    void anUnknownPathGetsTheFrameworks404() throws Exception {
        Answer answer = kie.get("/api/v1/jobs/nothing");

        assertThat(answer.status()).isEqualTo(404);
        assertThat(answer.json().path("error").asText()).isEqualTo("Not Found");
        assertThat(answer.json().path("path").asText()).isEqualTo("/api/v1/jobs/nothing");
        assertThat(answer.json().has("code")).isFalse();
    }

    @ParameterizedTest
    @CsvSource({"JOBS, recordInfo is null", "VEO, The record does not exist", "FLUX, The record does not exist"})
    void anUnknownTaskGets422WithNullData(Family family, String text) throws Exception {
        Answer answer = kie.record(family, "0123456789abcdef0123456789abcdef");

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.code()).isEqualTo(422);
        assertThat(answer.json().path("msg").asText()).isEqualTo(text);
        assertThat(answer.json().path("data").isNull()).isTrue();
    }

    @ParameterizedTest
    @CsvSource({
        "JOBS, '{\"model\":\"sora-2\",\"input\":{}}', 422, The model name you specified is not supported",
        "JOBS, '{\"model\":\"veo3_fast\",\"input\":{}}', 422, The model name you specified is not supported",
        "JOBS, '{}', 422, The model name you specified is not supported",
        "JOBS, '{\"model\":\"kling/v2-1-pro\",\"input\":{}}', 500, This field is required",
        "JOBS, '{\"model\":\"google/nano-banana-edit\",\"input\":{}}', 500, prompt is required",
        "JOBS, 'no json', 400, The request body is not a JSON object",
        "JOBS, '[]', 400, The request body is not a JSON object",
        "VEO, '{\"model\":\"veo9\",\"prompt\":\"x\"}', 422, Invalid model",
        "VEO, '{}', 422, Please enter prompt",
        "FLUX, '{\"prompt\":\"x\",\"safetyTolerance\":7}', 500, safetyTolerance is not within",
        "FLUX, '{\"prompt\":\"x [[sim:nonsense]]\"}', 500, simulator: no fault 'nonsense'"
    })
    void aBadCreateIsRefusedInTheVendorsWords(Family family, String body, int code, String text) throws Exception {
        Answer answer = kie.post(family.createPath(), body);

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.code()).isEqualTo(code);
        assertThat(answer.json().path("msg").asText()).startsWith(text);
    }

    @Test
    void theCreateAboveTheRateGetsHttp429() throws Exception {
        KieCaller narrow = new KieCaller(base, "key-narrow");
        for (int i = 0; i < 3; i++) {
            assertThat(narrow.create("flux-kontext-pro", "x", null).code()).isEqualTo(200);
        }

        Answer fourth = narrow.create("flux-kontext-pro", "x", null);

        assertThat(fourth.status()).isEqualTo(429);
        assertThat(fourth.code()).isEqualTo(429);
        JsonNode rate = only(narrow.get("/admin/rate").json(), "narrow");
        assertThat(rate.path("largestAccepted").asInt()).isEqualTo(3);
        assertThat(rate.path("largestReceived").asInt()).isEqualTo(4);
    }

    @Test
    void aCreateThatTheAccountCannotPayGets402UntilItIsToppedUp() throws Exception {
        KieCaller poor = new KieCaller(base, "key-poor");

        assertThat(poor.create("flux-kontext-max", "x", null).code()).isEqualTo(402);
        assertThat(poor.post("/admin/accounts/poor/credits", "{\"credits\":\"2.5\"}")
                        .json()
                        .path("balance")
                        .textValue())
                .isEqualTo("10.0");
        String taskId = poor.create("flux-kontext-max", "x", null).taskId();

        poor.ended(Family.FLUX, taskId);
        JsonNode account = only(poor.get("/admin/accounts").json(), "poor");
        assertThat(account.path("charged").textValue()).isEqualTo("10");
        assertThat(account.path("added").textValue()).isEqualTo("2.5");
    }

    @Test
    void aBodyAboveOneMegabyteIsRefused() throws Exception {
        assertThat(kie.post(Family.JOBS.createPath(), "x".repeat(1_100_000)).status())
                .isEqualTo(413);
    }

    @Test
    void theTruthLogHoldsNoPromptNoKeyAndNoToken() throws Exception {
        kie.create("flux-kontext-pro", "canary-prompt", "http://127.0.0.1:1/v1/kie/flux/gen_c.1.canary-token");
        kie.create("flux-kontext-pro", "canary-prompt [[sim:nonsense]]", null);

        String log = kie.get("/admin/truth?limit=10000").body();

        assertThat(log).contains("gen_c.1").doesNotContain("canary").doesNotContain("key-main");
    }

    private static JsonNode only(JsonNode list, String account) {
        for (JsonNode each : list) {
            if (each.path("account").asText().equals(account)) {
                return each;
            }
        }
        throw new AssertionError("no account " + account);
    }
}
