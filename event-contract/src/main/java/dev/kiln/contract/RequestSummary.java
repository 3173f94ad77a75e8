package dev.kiln.contract;

import java.util.Map;

/**
 * What a generation's request said, without its input.
 *
 * @param model the catalog's id
 * @param reference the requester's own, nullable
 * @param metadata the requester's own, echoed
 * @param catalogRevision the catalog that the request was checked and priced with
 */
public record RequestSummary(String model, String reference, Map<String, String> metadata, String catalogRevision) {

    public RequestSummary {
        Required.text("model", model);
        metadata = Required.copied(metadata);
        Required.text("catalogRevision", catalogRevision);
    }
}
