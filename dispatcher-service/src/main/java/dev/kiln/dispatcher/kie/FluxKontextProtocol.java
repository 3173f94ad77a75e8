package dev.kiln.dispatcher.kie;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Optional;

/** Kie's API of Flux Kontext (docs.kie.ai, "Generate or Edit Image" and "Get Image Details"). */
record FluxKontextProtocol() implements Protocol {

    @Override
    public CreateCall create(String upstreamModel, JsonNode input, Optional<String> callBackUrl) {
        return new CreateCall("/api/v1/flux/kontext/generate", FlatBody.of(upstreamModel, input, callBackUrl));
    }

    @Override
    public String recordPath(String taskId) {
        return RecordPath.of("/api/v1/flux/kontext/record-info", taskId);
    }

    @Override
    public TaskRecord read(HttpAnswer answer) {
        return RecordAnswers.read(answer, TaskData::byFlag);
    }
}
