package dev.kiln.simulator.api.adapter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import dev.kiln.simulator.fault.CreateRefusal;
import dev.kiln.simulator.fault.TaskFailure;
import dev.kiln.simulator.fault.TransportFault;
import dev.kiln.simulator.harness.CallbackReceiver;
import dev.kiln.simulator.harness.KieCaller;
import dev.kiln.simulator.harness.KieCaller.Answer;
import dev.kiln.simulator.harness.RunningSimulator;
import dev.kiln.simulator.model.Family;
import dev.kiln.simulator.model.Inputs;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import java.io.IOException;
import java.net.URI;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

@QuarkusTest
@TestProfile(RunningSimulator.class)
class KieFaultsResourceTest {

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
    @EnumSource(CreateRefusal.class)
    void aRefusalHitsTheFirstCreateOfItsPromptOnly(CreateRefusal refusal) throws Exception {
        String prompt = "refused [[sim:" + refusal.marker() + "]]";

        Answer first = kie.create(FLUX, prompt, null);
        Answer second = kie.create(FLUX, prompt, null);

        assertThat(first.status()).isEqualTo(refusal.httpStatus());
        assertThat(first.code()).isEqualTo(refusal.code());
        assertThat(first.json().path("msg").asText()).isEqualTo(refusal.text());
        assertThat(second.code()).isEqualTo(200);
    }

    @ParameterizedTest
    @EnumSource(
            value = TransportFault.class,
            names = {"RESET_AFTER_STORE", "RESET_BEFORE_STORE", "HANG", "HANG_BEFORE_STORE", "CUT_BODY"})
    void aBrokenConnectionLeavesATaskOnlyIfItWasStored(TransportFault fault) throws Exception {
        String reference = "gen_" + fault.marker() + ".1";
        String prompt = "broken [[sim:" + fault.marker() + "]]";

        assertThatThrownBy(() -> kie.create(FLUX, prompt, creator.url(reference)))
                .isInstanceOf(IOException.class);

        assertStoredOnce(fault, reference, prompt);
    }

    @ParameterizedTest
    @EnumSource(
            value = TransportFault.class,
            names = {"HTML_502", "HTML_502_AFTER_STORE", "CLOUDFLARE_403"})
    void anAnswerThatIsNoJsonLeavesATaskOnlyIfItWasStored(TransportFault fault) throws Exception {
        String reference = "gen_" + fault.marker() + ".1";
        String prompt = "broken [[sim:" + fault.marker() + "]]";

        Answer answer = kie.create(FLUX, prompt, creator.url(reference));

        assertThat(answer.status()).isEqualTo(fault == TransportFault.CLOUDFLARE_403 ? 403 : 502);
        assertThat(answer.json().isObject()).isFalse();
        assertStoredOnce(fault, reference, prompt);
    }

    @Test
    void theTruthLogTellsWhichAnswersWereSentWhole() throws Exception {
        assertThatThrownBy(() -> kie.create(FLUX, "cut [[sim:cut-body]]", creator.url("gen_answered-cut.1")))
                .isInstanceOf(IOException.class);
        kie.create(FLUX, "whole", creator.url("gen_answered-whole.1"));

        Awaitility.await().until(() -> answers("gen_answered-whole.1") == 1);
        assertThat(answers("gen_answered-cut.1")).isZero();
    }

    private long answers(String reference) throws IOException {
        long create = kie.truth("create", reference).getFirst().path("seq").asLong();
        return kie.truth("answer", "").stream()
                .filter(line -> line.path("create").asLong() == create)
                .count();
    }

    private void assertStoredOnce(TransportFault fault, String reference, String prompt) throws IOException {
        assertThat(kie.truth("create", reference)).singleElement().satisfies(line -> {
            assertThat(line.path("answer").asText()).isEqualTo(fault.marker());
            assertThat(line.path("taskId").isNull()).isEqualTo(!fault.stored());
        });
        if (fault.stored()) {
            assertThat(creator.await(reference).body().path("code").asInt()).isEqualTo(200);
        }
        assertThat(kie.create(FLUX, prompt, null).code()).isEqualTo(200);
    }

    @ParameterizedTest
    @CsvSource({
        "google/nano-banana-edit, fail, 501, 500",
        "google/nano-banana-edit, fail-policy, 501, 400",
        "google/nano-banana-edit, fail-credits, 501, 402",
        "veo3_fast, fail, 500, 500",
        "veo3_fast, fail-policy, 400, 400",
        "veo3_fast, fail-refused, 422, 422",
        "veo3_fast, fail-timeout, 501, 501",
        "flux-kontext-pro, fail, 500, 500",
        "flux-kontext-pro, fail-policy, 400, 400"
    })
    void aTaskFailsInTheShapeOfItsFamily(String model, String marker, int callbackCode, int recordCode)
            throws Exception {
        String reference = "gen_" + model.replaceAll("[^a-z0-9]", "") + "-" + marker + ".1";
        String taskId = kie.create(model, "x [[sim:" + marker + "]]", creator.url(reference))
                .taskId();

        JsonNode callback = creator.await(reference).body();

        assertThat(callback.path("code").asInt()).isEqualTo(callbackCode);
        Family family = Inputs.model(model).family();
        JsonNode record = kie.ended(family, taskId);
        assertThat(record.path("successFlag").asInt()).isEqualTo(3);
        JsonNode code = record.path(family == Family.JOBS ? "failCode" : "errorCode");
        assertThat(code.asInt()).isEqualTo(recordCode);
        assertThat(code.isTextual()).isEqualTo(family == Family.JOBS);
        assertThat(kie.truth("charge", taskId))
                .singleElement()
                .satisfies(line -> assertThat(line.path("charged").textValue()).isEqualTo("0"));
    }

    @Test
    void everyWayToFailIsKnownToEveryFamily() throws Exception {
        for (TaskFailure failure : TaskFailure.values()) {
            for (String model : new String[] {"google/nano-banana-edit", "veo3_fast", FLUX}) {
                String taskId = kie.create(model, "x [[sim:" + failure.marker() + "]]", null)
                        .taskId();
                Family family = Inputs.model(model).family();
                assertThat(kie.ended(family, taskId).toString()).contains(failure.text());
            }
        }
    }

    @Test
    void aLostCallbackIsNeverSentUntilTheOperatorSendsItAgain() throws Exception {
        String taskId = kie.create(FLUX, "x [[sim:callback-lost]]", creator.url("gen_lost.1"))
                .taskId();
        kie.ended(Family.FLUX, taskId);
        Awaitility.await().until(() -> kie.truth("callback", taskId).size() == 1);
        assertThat(creator.of("gen_lost.1")).isEmpty();

        assertThat(kie.post("/admin/callbacks/" + taskId + "/resend", "").status())
                .isEqualTo(202);

        assertThat(creator.await("gen_lost.1").body().path("code").asInt()).isEqualTo(200);
    }

    @Test
    void aDoubledCallbackComesTwice() throws Exception {
        kie.create(FLUX, "x [[sim:callback-twice]]", creator.url("gen_twice.1"));

        Awaitility.await().until(() -> creator.of("gen_twice.1").size() == 2);
    }

    @Test
    void anEarlyCallbackIsThereBeforeTheAnswerOfItsCreate() throws Exception {
        Answer created = kie.create(FLUX, "x [[sim:callback-early]]", creator.url("gen_early.1"));

        assertThat(creator.of("gen_early.1")).hasSize(1);
        assertThat(creator.of("gen_early.1")
                        .getFirst()
                        .body()
                        .at("/data/taskId")
                        .asText())
                .isEqualTo(created.taskId());
    }

    @Test
    void fewerImagesAreChargedAsFewer() throws Exception {
        String taskId = kie.create("bytedance/seedream-v4-edit", "x [[sim:fewer-images]]", null, "max_images=4")
                .taskId();

        JsonNode record = kie.ended(Family.JOBS, taskId);

        assertThat(record.at("/response/resultUrls")).hasSize(3);
        assertThat(record.path("creditsConsumed").decimalValue()).isEqualByComparingTo("10.5");
    }

    @Test
    void asManyImagesAsAskedForAreChargedAsSoMany() throws Exception {
        String taskId = kie.create("bytedance/seedream-v4-edit", "x [[sim:images-2]]", null, "max_images=6")
                .taskId();

        JsonNode record = kie.ended(Family.JOBS, taskId);

        assertThat(record.at("/response/resultUrls")).hasSize(2);
        assertThat(record.path("creditsConsumed").decimalValue()).isEqualByComparingTo("7");
    }

    @Test
    void aRuleOfTheOperatorHitsTheNextCreatesOfItsModel() throws Exception {
        String rule = "{\"model\":\"flux-kontext-max\",\"fault\":\"html-502\",\"count\":1}";
        assertThat(kie.post("/admin/faults", rule).status()).isEqualTo(200);

        assertThat(kie.create(FLUX, "x", null).status()).isEqualTo(200);
        assertThat(kie.create("flux-kontext-max", "x", null).status()).isEqualTo(502);
        assertThat(kie.create("flux-kontext-max", "x", null).status()).isEqualTo(200);
    }

    @ParameterizedTest
    @CsvSource({
        "'{\"fault\":\"nonsense\"}', no fault",
        "'{\"fault\":\"fail\",\"share\":2}', share",
        "'{\"fault\":\"fail\",\"count\":0}', count",
        "'{\"fault\":\"fail\",\"times\":1}', unknown field times",
        "'nonsense', JSON object"
    })
    void aBadRuleIsRefusedWithItsFault(String rule, String says) throws Exception {
        Answer answer = kie.post("/admin/faults", rule);

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.json().path("error").asText()).contains(says);
        assertThat(kie.get("/admin/faults").body()).isEqualTo("[]");
    }

    @Test
    void rulesGoAwayTogether() throws Exception {
        kie.post("/admin/faults", "{\"fault\":\"stuck\",\"model\":\"none\"}");
        assertThat(kie.get("/admin/faults").json()).hasSize(1);

        assertThat(kie.delete("/admin/faults").status()).isEqualTo(204);

        assertThat(kie.get("/admin/faults").json()).isEmpty();
    }
}
