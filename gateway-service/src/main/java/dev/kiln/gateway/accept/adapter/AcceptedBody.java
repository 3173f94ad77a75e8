package dev.kiln.gateway.accept.adapter;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import dev.kiln.contract.Estimate;
import dev.kiln.gateway.idempotency.Receipt;
import java.util.Map;

/** The answer to an accepted request. */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
record AcceptedBody(
        String id,
        String status,
        @JsonUnwrapped Asked asked,
        @JsonUnwrapped Estimate estimate,
        Map<String, String> links) {

    static AcceptedBody of(String id, Receipt receipt) {
        return new AcceptedBody(
                id,
                "accepted",
                new Asked(receipt.model(), receipt.reference(), receipt.metadata()),
                receipt.estimate(),
                Map.of("self", GenerationsResource.PATH + "/" + id));
    }

    /** What the tenant said, without the input. */
    @JsonInclude(JsonInclude.Include.NON_EMPTY)
    record Asked(String model, String reference, Map<String, String> metadata) {}
}
