package dev.kiln.gateway.accept;

import dev.kiln.contract.Lane;
import java.time.Instant;
import java.util.Map;

/**
 * What a tenant may leave out of a request.
 *
 * @param reference nullable
 * @param metadata empty where none was sent
 * @param lane nullable
 * @param expiresAt nullable
 */
public record RequestOptions(String reference, Map<String, String> metadata, Lane lane, Instant expiresAt) {

    public RequestOptions {
        metadata = Map.copyOf(metadata);
    }
}
