package dev.kiln.gateway.cancel.adapter;

import dev.kiln.gateway.cancel.Cancellation;
import dev.kiln.gateway.view.Status;
import java.util.Map;

/**
 * The answer to a wish that was passed on.
 *
 * @param status as it was known when the wish came
 */
record CancellationBody(String id, Status status, Map<String, String> links) {

    static CancellationBody of(Cancellation.Requested requested) {
        return new CancellationBody(
                requested.id(), requested.status(), Map.of("self", CancellationResource.GENERATIONS + requested.id()));
    }
}
