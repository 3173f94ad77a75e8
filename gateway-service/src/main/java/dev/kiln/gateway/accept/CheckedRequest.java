package dev.kiln.gateway.accept;

import com.fasterxml.jackson.databind.JsonNode;
import dev.kiln.contract.Estimate;
import dev.kiln.contract.GenerationRequested;
import dev.kiln.gateway.idempotency.Receipt;

/**
 * A request that fits its model's rules, and its price.
 *
 * @param model an id of the catalog
 * @param catalogRevision the catalog that it was checked with
 */
public record CheckedRequest(
        String model, JsonNode input, RequestOptions options, Estimate estimate, String catalogRevision) {

    Receipt receipt() {
        return new Receipt(model, options.reference(), options.metadata(), estimate, catalogRevision);
    }

    /** With the catalog that the receipt names, so that a repeated request is the same. */
    GenerationRequested as(String generationId, Receipt receipt) {
        return new GenerationRequested(
                generationId,
                model,
                input,
                options.reference(),
                options.metadata(),
                options.lane(),
                options.expiresAt(),
                receipt.catalogRevision());
    }
}
