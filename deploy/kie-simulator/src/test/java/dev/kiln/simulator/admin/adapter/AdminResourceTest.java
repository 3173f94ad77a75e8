package dev.kiln.simulator.admin.adapter;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.kiln.simulator.fault.Fault;
import dev.kiln.simulator.harness.KieCaller;
import dev.kiln.simulator.harness.KieCaller.Answer;
import dev.kiln.simulator.harness.RunningSimulator;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import java.math.BigDecimal;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@QuarkusTest
@TestProfile(RunningSimulator.class)
class AdminResourceTest {

    private static final String FLUX = "flux-kontext-pro";

    @TestHTTPResource
    URI base;

    private KieCaller kie;

    @BeforeEach
    void open() {
        kie = new KieCaller(base, "key-main");
    }

    @Test
    void aPlantedDriftTakesCreditsOffTheBalanceWithoutATask() throws Exception {
        KieCaller other = new KieCaller(base, "key-other");
        BigDecimal before = credit(other);

        Answer answer = kie.post("/admin/accounts/other/drift", "{\"credits\":\"1\"}");

        assertThat(answer.json().path("drifted").textValue()).isEqualTo("1");
        assertThat(credit(other)).isEqualByComparingTo(before.subtract(BigDecimal.ONE));
        assertThat(kie.truth("drift", "other"))
                .singleElement()
                .satisfies(line -> assertThat(line.path("drifted").textValue()).isEqualTo("1"));
    }

    private static BigDecimal credit(KieCaller caller) throws Exception {
        return caller.get("/api/v1/chat/credit").json().path("data").decimalValue();
    }

    @Test
    void aCapStopsCreatesUntilItIsLifted() throws Exception {
        kie.post("/admin/accounts/main/cap", "{\"credits\":\"0\"}");
        Answer capped = kie.create(FLUX, "x", null);
        kie.post("/admin/accounts/main/cap", "{\"credits\":null}");

        assertThat(capped.code()).isEqualTo(433);
        assertThat(kie.create(FLUX, "x", null).code()).isEqualTo(200);
    }

    @ParameterizedTest
    @CsvSource({
        "/admin/accounts/none/drift, '{\"credits\":\"1\"}', 404, no account none",
        "/admin/accounts/main/drift, '{\"credits\":\"x\"}', 400, credits",
        "/admin/accounts/main/credits, '{\"credits\":null}', 400, credits",
        "/admin/scenario, '{\"shares\":{}}', 400, seed",
        "/admin/scenario, '{\"seed\":1}', 400, shares",
        "/admin/scenario, '{\"seed\":1,\"shares\":{\"fail\":\"x\"}}', 400, shares.fail",
        "/admin/scenario, '{\"seed\":1,\"shares\":{\"fail\":2}}', 400, shares.fail",
        "/admin/scenario, '{\"seed\":1,\"shares\":{\"nonsense\":1}}', 400, nonsense",
        "/admin/scenario, '{\"seed\":1,\"mix\":{}}', 400, unknown field mix"
    })
    void badOrdersAreRefusedWithTheirFault(String path, String body, int status, String says) throws Exception {
        Answer answer = kie.post(path, body);

        assertThat(answer.status()).isEqualTo(status);
        assertThat(answer.json().path("error").asText()).contains(says);
    }

    @Test
    void aScenarioHitsTheSamePromptsEachTimeItIsPlayed() throws Exception {
        List<Integer> first = play();
        List<Integer> second = play();

        assertThat(first).isEqualTo(second).contains(200, 455);
        assertThat(kie.get("/admin/scenario").json()).hasSize(1);
        assertThat(kie.delete("/admin/scenario").status()).isEqualTo(204);
        assertThat(kie.get("/admin/scenario").json()).isEmpty();
        assertThat(kie.truth("create", "\"faults\":[\"455\"]")).isNotEmpty();
    }

    private List<Integer> play() throws Exception {
        String scenario = "{\"model\":\"flux-kontext-max\",\"seed\":7,\"shares\":{\"455\":0.4}}";
        assertThat(kie.post("/admin/scenario", scenario).status()).isEqualTo(200);
        List<Integer> codes = new ArrayList<>();
        for (int i = 0; i < 12; i++) {
            codes.add(kie.create("flux-kontext-max", "prompt " + i, null).code());
        }
        return codes;
    }

    @Test
    void everyWordIsListed() throws Exception {
        JsonNode words = kie.get("/admin/words").json();

        assertThat(words).hasSize(Fault.all().size());
        assertThat(kie.get("/admin/time").json().path("factor").asText()).isEqualTo("1");
    }
}
