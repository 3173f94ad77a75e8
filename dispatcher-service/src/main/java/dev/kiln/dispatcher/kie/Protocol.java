package dev.kiln.dispatcher.kie;

import com.fasterxml.jackson.databind.JsonNode;
import dev.kiln.catalog.Family;
import java.util.Optional;

/**
 * How one of Kie's API families writes its creates and its records; does no I/O. Sealed because behind it nobody knows a
 * family's field names.
 */
public sealed interface Protocol permits JobsProtocol, VeoProtocol, FluxKontextProtocol {

    static Protocol of(Family family) {
        return switch (family) {
            case JOBS -> new JobsProtocol();
            case VEO -> new VeoProtocol();
            case FLUX_KONTEXT -> new FluxKontextProtocol();
        };
    }

    /** The input is a JSON object that fits the model's rules already. */
    CreateCall create(String upstreamModel, JsonNode input, Optional<String> callBackUrl);

    /** Path and query of the task's record. */
    String recordPath(String taskId);

    TaskRecord read(HttpAnswer answer);
}
