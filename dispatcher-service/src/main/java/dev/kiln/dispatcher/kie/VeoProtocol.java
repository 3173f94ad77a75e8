package dev.kiln.dispatcher.kie;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Optional;

/** Kie's API of Veo 3.1 (docs.kie.ai, "Generate Veo3.1 Video" and "Get Veo3.1 Video Details"). */
record VeoProtocol() implements Protocol {

    @Override
    public CreateCall create(String upstreamModel, JsonNode input, Optional<String> callBackUrl) {
        return new CreateCall("/api/v1/veo/generate", FlatBody.of(upstreamModel, input, callBackUrl));
    }

    @Override
    public String recordPath(String taskId) {
        return RecordPath.of("/api/v1/veo/record-info", taskId);
    }

    @Override
    public TaskRecord read(HttpAnswer answer) {
        return RecordAnswers.read(answer, TaskData::byFlag);
    }
}
