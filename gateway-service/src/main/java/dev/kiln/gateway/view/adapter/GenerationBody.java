package dev.kiln.gateway.view.adapter;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import dev.kiln.contract.Asset;
import dev.kiln.contract.Charge;
import dev.kiln.contract.Estimate;
import dev.kiln.contract.Failure;
import dev.kiln.contract.Fault;
import dev.kiln.gateway.view.Ending;
import dev.kiln.gateway.view.Finding;
import dev.kiln.gateway.view.Generation;
import dev.kiln.gateway.view.Standing;
import dev.kiln.gateway.view.Status;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** A generation as it is written. What is not known is left out. */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
record GenerationBody(
        @JsonUnwrapped Head head,
        @JsonUnwrapped Request request,
        @JsonUnwrapped Estimate estimate,
        @JsonUnwrapped End end,
        Map<String, String> links) {

    static GenerationBody of(Generation generation) {
        Standing standing = generation.standing();
        return new GenerationBody(
                new Head(
                        generation.id(),
                        standing.status(),
                        standing.attempt(),
                        standing.acceptedAt(),
                        standing.submittedAt()),
                new Request(
                        generation.asked().model(),
                        generation.asked().reference(),
                        generation.asked().metadata()),
                generation.estimate(),
                generation.ending() == null ? null : End.of(generation.ending()),
                links(generation.id()));
    }

    static GenerationBody of(Finding.OnItsWay onItsWay) {
        Head head = new Head(onItsWay.id(), Status.ACCEPTED, null, onItsWay.acceptedAt(), null);
        return new GenerationBody(head, null, null, null, links(onItsWay.id()));
    }

    private static Map<String, String> links(String id) {
        return Map.of("self", GenerationResource.PATH + "/" + id);
    }

    @JsonInclude(JsonInclude.Include.NON_EMPTY)
    record Head(String id, Status status, Integer attempt, Instant acceptedAt, Instant submittedAt) {}

    @JsonInclude(JsonInclude.Include.NON_EMPTY)
    record Request(String model, String reference, Map<String, String> metadata) {}

    @JsonInclude(JsonInclude.Include.NON_EMPTY)
    record End(Charge charge, List<Asset> assets, Failure failure, List<Fault> faults, Instant completedAt) {

        static End of(Ending ending) {
            return new End(ending.charge(), ending.assets(), ending.failure(), ending.faults(), ending.completedAt());
        }
    }
}
