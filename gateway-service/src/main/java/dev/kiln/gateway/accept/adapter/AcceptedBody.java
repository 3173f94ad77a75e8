package dev.kiln.gateway.accept.adapter;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import dev.kiln.contract.Estimate;
import dev.kiln.gateway.accept.Acceptance;
import dev.kiln.gateway.accept.CheckedRequest;
import java.util.Map;

/** The answer to an accepted request. */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
record AcceptedBody(
        String id,
        String status,
        @JsonUnwrapped Asked asked,
        @JsonUnwrapped Estimate estimate,
        Map<String, String> links) {

    static AcceptedBody of(Acceptance.Accepted accepted) {
        CheckedRequest request = accepted.request();
        return new AcceptedBody(
                accepted.id(),
                "accepted",
                new Asked(
                        request.model(),
                        request.options().reference(),
                        request.options().metadata()),
                request.estimate(),
                Map.of("self", GenerationsResource.PATH + "/" + accepted.id()));
    }

    /** What the tenant said, without the input. */
    @JsonInclude(JsonInclude.Include.NON_EMPTY)
    record Asked(String model, String reference, Map<String, String> metadata) {}
}
