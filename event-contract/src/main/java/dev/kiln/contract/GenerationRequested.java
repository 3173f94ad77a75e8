package dev.kiln.contract;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.Map;

/**
 * A tenant asks for a generation. The only event that holds the input and so the prompt.
 *
 * @param generationId null where the requester leaves it to be derived ({@link GenerationIds#ofRequest})
 * @param model an id of the catalog
 * @param input the model's input, an object
 * @param reference the requester's own, at most 64 of {@code A-Z a-z 0-9 . _ : / -}; nullable
 * @param metadata the requester's own, echoed; at most 16 entries
 * @param lane null means {@link Lane#STANDARD}
 * @param expiresAt not submitted later than this; null means 24 hours after acceptance
 * @param catalogRevision the catalog that the gateway checked it with; null by topic
 */
public record GenerationRequested(
        String generationId,
        String model,
        JsonNode input,
        String reference,
        Map<String, String> metadata,
        Lane lane,
        Instant expiresAt,
        String catalogRevision)
        implements GenerationEvent {

    public GenerationRequested {
        if (generationId != null) {
            Required.generationId(generationId);
        }
        Required.text("model", Required.shortText("model", model, 128));
        if (!Required.present("input", input).isObject()) {
            throw new IllegalArgumentException("input is not an object");
        }
        References.check(reference);
        metadata = References.checkedMetadata(metadata);
    }
}
