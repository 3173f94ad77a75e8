package dev.kiln.dispatcher.settle;

import static dev.kiln.dispatcher.task.Samples.ID;
import static dev.kiln.dispatcher.task.Samples.NOW;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.kiln.contract.ContractJson;
import dev.kiln.dispatcher.kie.HttpAnswer;
import dev.kiln.dispatcher.kie.RecordOrigin;
import dev.kiln.dispatcher.task.Generation;
import dev.kiln.dispatcher.task.Samples;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ContradictionsTest {

    private static final String OWN = "https://elsewhere.example.com/v1/kie/jobs/" + ID + ".1.tokentokentokentokento";

    @Test
    void aRecordThatShowsNothingProvesNothingAgainstIt() {
        assertThat(of(data())).isEmpty();
        assertThat(of(data().put("param", "not JSON").put("createTime", "2026-11-23 10:00:00")))
                .isEmpty();
    }

    @Test
    void theRecordOfAnotherTaskOrModelIsNot() {
        assertThat(of(data().put("taskId", "task-2")))
                .hasValueSatisfying(why -> assertThat(why).contains("another task"));
        assertThat(of(data().put("model", "z-image")))
                .hasValueSatisfying(why -> assertThat(why).contains("z-image", "kling/v2-1-pro"));
        assertThat(of(data().put("model", "kling/v2-1-pro"))).isEmpty();
    }

    @Test
    void aTaskOlderThanTheAttemptIsNotItsOwn() {
        assertThat(of(created(NOW.minusSeconds(301)))).isPresent();
        assertThat(of(created(NOW.minusSeconds(299)))).isEmpty();
    }

    @Test
    void theAttemptsOwnCallbackSettlesItAndAnyOtherIsAnotherCreate() {
        assertThat(of(param("{\"callBackUrl\":\"" + OWN + "\",\"input\":{\"prompt\":\"rewritten\"}}")))
                .isEmpty();
        for (String other :
                new String[] {OWN.replace(".1.", ".2."), OWN.replace(ID, "gen_other"), "https://else.example.com/hook"
                }) {
            assertThat(of(param("{\"callBackUrl\":\"" + other + "\"}")))
                    .as(other)
                    .hasValueSatisfying(why -> assertThat(why).doesNotContain("token", "http"));
        }
    }

    @Test
    void anotherPromptIsAnotherCreateInBothOfKiesEncodings() {
        String another = "{\\\"prompt\\\":\\\"a cat\\\"}";
        for (String param : new String[] {"{\"input\":{\"prompt\":\"a cat\"}}", "{\"input\":\"" + another + "\"}"}) {
            assertThat(of(param(param)))
                    .as(param)
                    .hasValueSatisfying(
                            why -> assertThat(why).contains("input/prompt").doesNotContain("cat"));
        }
        assertThat(of(param("{\"input\":{\"prompt\":\"a gravity surfer\",\"seed\":null,\"cfg_scale\":0.5}}")))
                .isEmpty();
    }

    @Test
    void whatAnEndedTaskWasSentIsNotKeptAndProvesNothing() {
        RecordOrigin origin = origin(param("{\"input\":{\"prompt\":\"a cat\"}}"));
        Generation ended = Samples.withoutInput();

        assertThat(Contradictions.of(origin, ended, Samples.inDoubt().submission(), "task-1"))
                .isEmpty();
    }

    private static Optional<String> of(ObjectNode data) {
        RecordOrigin origin = origin(data);
        assertThat(origin.toString()).doesNotContain("prompt", "token");
        return Contradictions.of(origin, Samples.generation(), Samples.inDoubt().submission(), "task-1");
    }

    private static RecordOrigin origin(ObjectNode data) {
        ObjectNode answer = ContractJson.mapper().createObjectNode().put("code", 200);
        answer.set("data", data);
        return RecordOrigin.in(new HttpAnswer(200, answer.toString().getBytes(StandardCharsets.UTF_8)));
    }

    private static ObjectNode data() {
        return ContractJson.mapper().createObjectNode().put("taskId", "task-1").put("state", "waiting");
    }

    private static ObjectNode created(Instant at) {
        return data().put("createTime", at.toEpochMilli());
    }

    private static ObjectNode param(String text) {
        return data().put("param", text);
    }
}
