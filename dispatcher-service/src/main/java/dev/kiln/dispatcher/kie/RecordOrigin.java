package dev.kiln.dispatcher.kie;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import dev.kiln.kiewire.KieJson;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * What a record shows of the create that made its task. Records of some families and ages show little: what is not there
 * is empty, and proves nothing.
 *
 * @param taskId as the record itself has it
 * @param callBackUrl where Kie was told to call; a secret
 * @param input missing where it cannot be read; holds the prompt
 */
public record RecordOrigin(
        Optional<String> taskId,
        Optional<String> model,
        Optional<String> callBackUrl,
        JsonNode input,
        Optional<Instant> createdAt) {

    public static final RecordOrigin UNKNOWN = new RecordOrigin(
            Optional.empty(), Optional.empty(), Optional.empty(), MissingNode.getInstance(), Optional.empty());

    private static final List<String> PARAMETERS = List.of("param", "paramJson");

    /** In any family's answer to a read of a record. */
    public static RecordOrigin in(HttpAnswer answer) {
        return KieAnswer.of(answer).map(KieAnswer::data).map(RecordOrigin::in).orElse(UNKNOWN);
    }

    private static RecordOrigin in(JsonNode data) {
        JsonNode param = PARAMETERS.stream()
                .map(name -> decoded(data.path(name)))
                .filter(JsonNode::isObject)
                .findFirst()
                .orElse(MissingNode.getInstance());
        JsonNode input = param.has("input") ? decoded(param.path("input")) : param;
        return new RecordOrigin(
                KieJson.text(data.path("taskId")),
                first(data, param, node -> KieJson.text(node.path("model"))),
                KieJson.text(param.path("callBackUrl")),
                input,
                time(data.path("createTime")));
    }

    /** Kie writes an object as itself or as a text that holds it. */
    private static JsonNode decoded(JsonNode node) {
        return node.isTextual() ? KieJson.value(node.textValue()).orElse(MissingNode.getInstance()) : node;
    }

    private static Optional<String> first(JsonNode data, JsonNode param, Function<JsonNode, Optional<String>> reading) {
        return reading.apply(data).or(() -> reading.apply(param));
    }

    /** Milliseconds; other families write local times without a zone, which say too little. */
    private static Optional<Instant> time(JsonNode node) {
        try {
            return node.isIntegralNumber() && node.canConvertToLong() && node.longValue() > 0
                    ? Optional.of(Instant.ofEpochMilli(node.longValue()))
                    : Optional.empty();
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }

    /** Without callback and input. */
    @Override
    public String toString() {
        return "RecordOrigin[taskId=" + taskId + ", model=" + model + ", createdAt=" + createdAt + "]";
    }
}
