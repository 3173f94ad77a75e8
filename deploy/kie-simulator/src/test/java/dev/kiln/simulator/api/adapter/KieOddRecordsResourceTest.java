package dev.kiln.simulator.api.adapter;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.kiln.simulator.harness.CallbackReceiver;
import dev.kiln.simulator.harness.KieCaller;
import dev.kiln.simulator.harness.KieCaller.Answer;
import dev.kiln.simulator.harness.RunningSimulator;
import dev.kiln.simulator.json.Json;
import dev.kiln.simulator.model.Family;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import java.net.URI;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
@TestProfile(RunningSimulator.class)
class KieOddRecordsResourceTest {

    private static final String FLUX = "flux-kontext-pro";

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

    @ParameterizedTest
    @ValueSource(strings = {"record-cut", "record-reset", "record-hang"})
    void aReadingThatBreaksOffCanBeRepeated(String word) throws Exception {
        String taskId = kie.create(FLUX, "x [[sim:" + word + "]]", null).taskId();

        String answer = kie.raw(Family.FLUX.recordPath() + "?taskId=" + taskId);

        if (word.equals("record-cut")) {
            assertThat(answer).contains("200 OK").contains("{\"code\":200").doesNotEndWith("}");
        } else {
            assertThat(answer).isEmpty();
        }

        assertThat(kie.record(Family.FLUX, taskId).code()).isEqualTo(200);
    }

    @ParameterizedTest
    @CsvSource({"record-html, 502", "record-429, 429", "record-500, 200", "record-slow, 200"})
    void aReadingThatIsRefusedOrLateCanBeRepeated(String word, int status) throws Exception {
        String taskId = kie.create(FLUX, "x [[sim:" + word + "]]", null).taskId();

        assertThat(kie.record(Family.FLUX, taskId).status()).isEqualTo(status);

        assertThat(kie.record(Family.FLUX, taskId).code()).isEqualTo(200);
    }

    @Test
    void aRecordIsUnknownAtFirst() throws Exception {
        String taskId = kie.create("google/nano-banana-edit", "x [[sim:record-null]]", null)
                .taskId();
        assertThat(kie.record(Family.JOBS, taskId).json().path("msg").asText()).isEqualTo("recordInfo is null");

        assertThat(kie.ended(Family.JOBS, taskId).path("state").asText()).isEqualTo("success");
    }

    @Test
    void aSlowCreateIsAnsweredAfterItsCallback() throws Exception {
        Answer created = kie.create(FLUX, "x [[sim:slow]]", creator.url("gen_slow.1"));

        assertThat(created.code()).isEqualTo(200);
        assertThat(creator.of("gen_slow.1")).hasSize(1);
    }

    @Test
    void aLateCallbackComesAfterTheRecordHasEnded() throws Exception {
        String taskId = kie.create(FLUX, "x [[sim:callback-late]]", creator.url("gen_late.1"))
                .taskId();
        kie.ended(Family.FLUX, taskId);
        assertThat(kie.truth("callback-late", taskId))
                .singleElement()
                .satisfies(line -> assertThat(line.path("byMillis").asInt()).isEqualTo(400));
        assertThat(creator.of("gen_late.1")).isEmpty();

        creator.await("gen_late.1");
    }

    @Test
    void aForgedCallbackComesBeforeTheTrueOneAndTheRecordTellsTheTruth() throws Exception {
        String taskId = kie.create(FLUX, "x [[sim:callback-forged]]", creator.url("gen_forged.1"))
                .taskId();

        Awaitility.await().until(() -> creator.of("gen_forged.1").size() == 2);

        assertThat(creator.of("gen_forged.1").getFirst().body().toString()).contains("forged.png");
        assertThat(kie.ended(Family.FLUX, taskId).toString()).doesNotContain("forged.png");
        assertThat(kie.truth("callback", taskId))
                .extracting(line ->
                        line.path("tells").asText() + " " + line.path("seal").asText())
                .containsExactly("changed wrong", "true genuine");
    }

    @Test
    void aDownloadLinkLeadsToTheResult() throws Exception {
        String taskId = kie.create(FLUX, "x", null).taskId();
        String result =
                kie.ended(Family.FLUX, taskId).at("/response/resultImageUrl").asText();

        JsonNode answer = kie.post(
                        "/api/v1/common/download-url", Json.write(Json.object().put("url", result)))
                .json();

        String link = answer.path("data").textValue();
        assertThat(kie.download(link).body()).isEqualTo(kie.download(result).body());
        assertThat(kie.download(link.replace("proof=", "proof=0")).statusCode()).isEqualTo(404);
        assertThat(kie.post("/api/v1/common/download-url", "{\"url\":\"https://files.example.com/a.png\"}")
                        .json()
                        .path("msg")
                        .asText())
                .isEqualTo("url is wrong");
    }

    @ParameterizedTest
    @CsvSource({"charge-unreported, MISSING", "report-null, NULL", "report-negative, NUMBER", "report-text, STRING"})
    void creditsCanBeReportedInNoOrABadWay(String word, String type) throws Exception {
        String reference = "gen_" + word + ".1";
        String taskId = kie.create("google/nano-banana-edit", "x [[sim:" + word + "]]", creator.url(reference))
                .taskId();

        JsonNode callback = creator.await(reference).body();

        assertThat(callback.at("/data/consumeCredits").getNodeType()).hasToString(type);
        assertThat(kie.ended(Family.JOBS, taskId).path("creditsConsumed").getNodeType())
                .hasToString(type);
        assertThat(kie.truth("charge", taskId))
                .singleElement()
                .satisfies(line -> assertThat(line.path("charged").textValue()).isEqualTo("4"));
    }
}
