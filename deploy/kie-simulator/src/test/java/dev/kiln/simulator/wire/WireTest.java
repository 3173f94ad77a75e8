package dev.kiln.simulator.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.json.JsonReadFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.kiln.simulator.task.Task;
import dev.kiln.simulator.task.TaskState;
import dev.kiln.simulator.task.World;
import java.math.BigDecimal;
import java.util.List;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;

class WireTest {

    private final ObjectMapper strict = new ObjectMapper();
    private final ObjectMapper lenient = JsonMapper.builder()
            .enable(JsonReadFeature.ALLOW_UNESCAPED_CONTROL_CHARS)
            .build();
    private final World world = new World();
    private final Wires wires = new Wires(ParamStyle.RAW_NEWLINE);

    @Test
    void packsTheOrderOfAJobsCallbackWithRawLineFeeds() throws Exception {
        Task task = ended("kling/v2-1-pro", "one\ntwo \\n \"three\"");

        String param = callback(task).at("/data/param").asText();

        assertThatThrownBy(() -> strict.readTree(param)).hasMessageContaining("unquoted character");
        JsonNode decoded = lenient.readTree(param);
        assertThat(decoded.at("/input/prompt").asText()).isEqualTo("one\ntwo \\n \"three\"");
        assertThat(decoded.at("/input/tail_image_url").asText("none")).isEmpty();
        assertThat(decoded.at("/callBackUrl").asText()).startsWith("http://127.0.0.1");
        assertThat(decoded.at("/model").asText()).isEqualTo("kling/v2-1-pro");
    }

    @Test
    void encodesTheInputOfAJobsRecordTwice() throws Exception {
        Task task = ended("kling/v2-1-pro", "one\ntwo");

        JsonNode param = strict.readTree(record(task).path("param").asText());

        assertThat(strict.readTree(param.path("input").asText()).path("prompt").asText())
                .isEqualTo("one\ntwo");
    }

    @Test
    void givesAJobsRecordTheTenKeysAndTheThreeNewerOnesInEveryState() {
        String[] keys = {
            "taskId",
            "model",
            "state",
            "param",
            "resultJson",
            "failCode",
            "failMsg",
            "costTime",
            "completeTime",
            "createTime",
            "creditsConsumed",
            "successFlag",
            "response"
        };

        assertThat(names(record(world.stored("google/nano-banana-edit", "x")))).containsExactlyInAnyOrder(keys);
        assertThat(names(record(ended("google/nano-banana-edit", "x")))).containsExactlyInAnyOrder(keys);
        assertThat(names(record(ended("google/nano-banana-edit", "x [[sim:fail]]"))))
                .containsExactlyInAnyOrder(keys);
    }

    @Test
    void tellsAFailedJobInTwoNamespacesOfCodesAndWithoutResult() {
        ObjectNode body = callback(ended("google/nano-banana-edit", "x [[sim:fail]]"));

        assertThat(body.path("code").asInt()).isEqualTo(501);
        assertThat(body.at("/data/failCode").textValue()).isEqualTo("500");
        assertThat(body.at("/data/consumeCredits").decimalValue()).isZero();
        assertThat(body.path("data").has("resultJson")).isFalse();
    }

    @Test
    void tellsAFailedVeoTaskWithoutInfoAndAFailedFluxTaskWithEmptyInfo() {
        ObjectNode veo = callback(ended("veo3_fast", "x [[sim:fail-refused]]"));
        ObjectNode flux = callback(ended("flux-kontext-pro", "x [[sim:fail-policy]]"));

        assertThat(veo.path("code").asInt()).isEqualTo(422);
        assertThat(veo.path("data").has("info")).isFalse();
        assertThat(flux.path("code").asInt()).isEqualTo(400);
        assertThat(flux.at("/data/info/resultImageUrl").textValue()).isEmpty();
    }

    @Test
    void linksOriginalsOfVeoOnlyWhenTheFormatIsNotWide() {
        world.account.topUp(new BigDecimal("100"));

        assertThat(callback(ended("veo3_fast", "x")).at("/data/info").has("originUrls"))
                .isFalse();
        assertThat(callback(ended("veo3_fast", "x", "aspectRatio=9:16"))
                        .at("/data/info")
                        .has("originUrls"))
                .isTrue();
    }

    private Task ended(String model, String prompt, String... pairs) {
        return world.ended(model, prompt, pairs);
    }

    private ObjectNode record(Task task) {
        return wires.of(task.model().family()).record(task, task.state());
    }

    private ObjectNode callback(Task task) {
        return wires.callback(task, (TaskState.Ended) task.state());
    }

    private static List<String> names(ObjectNode node) {
        Iterable<String> names = node::fieldNames;
        return StreamSupport.stream(names.spliterator(), false).toList();
    }
}
