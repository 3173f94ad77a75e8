package dev.kiln.gateway.accept;

import com.fasterxml.jackson.databind.JsonNode;
import dev.kiln.contract.Estimate;
import dev.kiln.contract.GenerationRequested;

/**
 * A request that fits its model's rules, and its price.
 *
 * @param model an id of the catalog
 * @param catalogRevision the catalog that it was checked with
 */
public record CheckedRequest(
        String model, JsonNode input, RequestOptions options, Estimate estimate, String catalogRevision) {

    GenerationRequested as(String generationId) {
        return new GenerationRequested(
                generationId,
                model,
                input,
                options.reference(),
                options.metadata(),
                options.lane(),
                options.expiresAt(),
                catalogRevision);
    }
}
