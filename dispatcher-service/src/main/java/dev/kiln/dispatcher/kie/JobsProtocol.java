package dev.kiln.dispatcher.kie;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.kiln.kiewire.KieJson;
import java.util.Optional;

/** Kie's general API (docs.kie.ai, "Get Task Details"): eight of the ten models. */
record JobsProtocol() implements Protocol {

    @Override
    public CreateCall create(String upstreamModel, JsonNode input, Optional<String> callBackUrl) {
        ObjectNode body = JsonBody.empty();
        body.put("model", upstreamModel);
        callBackUrl.ifPresent(url -> body.put("callBackUrl", url));
        body.set("input", input);
        return new CreateCall("/api/v1/jobs/createTask", JsonBody.bytes(body));
    }

    @Override
    public String recordPath(String taskId) {
        return RecordPath.of("/api/v1/jobs/recordInfo", taskId);
    }

    @Override
    public TaskRecord read(HttpAnswer answer) {
        return RecordAnswers.read(answer, JobsProtocol::read);
    }

    /** A state that is not known is under way; the flag of newer records counts only where the state is missing. */
    private static TaskRecord read(JsonNode data) {
        return switch (KieJson.text(data.path("state")).orElse("")) {
            case "" -> TaskData.byFlag(data);
            case "success" -> TaskData.succeeded(data);
            case "fail" -> TaskData.failed(data);
            default -> new TaskRecord.Pending();
        };
    }
}
