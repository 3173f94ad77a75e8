package dev.kiln.simulator.api.adapter;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.kiln.simulator.harness.AcceleratedSimulator;
import dev.kiln.simulator.harness.KieCaller;
import dev.kiln.simulator.harness.KieCaller.Answer;
import dev.kiln.simulator.model.Family;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import java.net.URI;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@TestProfile(AcceleratedSimulator.class)
class AcceleratedResourceTest {

    @TestHTTPResource
    URI base;

    private KieCaller kie;

    @BeforeEach
    void open() {
        kie = new KieCaller(base, "key-main");
    }

    @Test
    void answersInTheShapesThatAreSetForAlways() throws Exception {
        Answer unknown = kie.record(Family.VEO, "none");
        assertThat(unknown.status()).isEqualTo(422);
        assertThat(unknown.json().path("code").textValue()).isEqualTo("422");
        assertThat(unknown.json().path("message").isTextual()).isTrue();

        Answer stranger = new KieCaller(base, "wrong").get("/api/v1/chat/credit");
        assertThat(stranger.status()).isEqualTo(401);
        assertThat(stranger.json().has("data")).isFalse();

        Answer poor = new KieCaller(base, "key-poor").create("flux-kontext-pro", "x", null);
        assertThat(poor.status()).isEqualTo(500);
        assertThat(poor.json().path("message").asText()).isEqualTo("Credits insufficient");
    }

    @Test
    void refusesWhatIsBeyondTheCapOfTheKeyAndChargesByTheMixFromTheStart() throws Exception {
        assertThat(kie.create("veo3_fast", "x", null).status()).isEqualTo(433);
        String taskId = kie.create("flux-kontext-pro", "x", null).taskId();

        Awaitility.await().until(() -> kie.truth("charge", taskId).size() == 1);
        JsonNode charge = kie.truth("charge", taskId).getFirst();
        assertThat(charge.path("charged").textValue()).isEqualTo("5.37");
        assertThat(charge.path("table").textValue()).isEqualTo("5");
        assertThat(charge.path("deviation").textValue()).isEqualTo("charge-fraction");
    }

    @Test
    void aResultIsGoneWhenItsAcceleratedTimeIsOver() throws Exception {
        String taskId = kie.create("flux-kontext-pro", "x", null).taskId();
        String url = Awaitility.await()
                .until(
                        () -> kie.record(Family.FLUX, taskId)
                                .json()
                                .at("/data/response/resultImageUrl")
                                .asText(),
                        text -> !text.isEmpty());
        assertThat(kie.download(url).statusCode()).isEqualTo(200);

        Awaitility.await()
                .atMost(5, TimeUnit.SECONDS)
                .until(() -> kie.download(url).statusCode() == 404);
    }

    @Test
    void refusesReadingsAboveTenInTheirWindow() throws Exception {
        KieCaller polls = new KieCaller(base, "key-polls");
        for (int i = 0; i < 10; i++) {
            assertThat(polls.record(Family.JOBS, "none").status()).isEqualTo(422);
        }

        assertThat(polls.record(Family.JOBS, "none").status()).isEqualTo(429);

        JsonNode rates = kie.get("/admin/rate").json();
        assertThat(rates).anySatisfy(rate -> {
            assertThat(rate.path("account").asText()).isEqualTo("polls");
            assertThat(rate.path("largestPolls").asInt()).isEqualTo(10);
            assertThat(rate.path("windowMillis").asInt()).isEqualTo(10);
        });
    }

    @Test
    void saysHowFastTimeRuns() throws Exception {
        JsonNode time = kie.get("/admin/time").json();

        assertThat(time.path("factor").asText()).isEqualTo("1000");
        assertThat(time.at("/realMillis/rate.window").asLong()).isEqualTo(10);
        assertThat(time.at("/realMillis/callback.late").asLong()).isEqualTo(10_800);
        assertThat(time.at("/realMillis/hang").asLong()).isEqualTo(500);
    }

    @Test
    void answersUploadsAsTheQuickstartDoesAndLosesThemInTime() throws Exception {
        Answer answer = kie.post(
                "/api/file-base64-upload",
                "{\"base64Data\":\"aGVsbG8=\",\"uploadPath\":\"images\",\"fileName\":\"a.png\"}");
        JsonNode data = answer.json().path("data");
        assertThat(data.path("expiresAt").isTextual()).isTrue();

        Awaitility.await()
                .atMost(5, TimeUnit.SECONDS)
                .until(() -> kie.download(data.path("fileUrl").asText()).statusCode() == 404);
    }
}
