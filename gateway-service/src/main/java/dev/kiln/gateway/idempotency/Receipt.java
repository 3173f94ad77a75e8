package dev.kiln.gateway.idempotency;

import dev.kiln.contract.Estimate;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/**
 * What the answer to an accepted request says of it, without the input; kept to be said again.
 *
 * @param reference nullable
 * @param metadata sorted, so that it is written the same each time
 */
public record Receipt(
        String model, String reference, Map<String, String> metadata, Estimate estimate, String catalogRevision) {

    public Receipt {
        metadata = Collections.unmodifiableSortedMap(new TreeMap<>(metadata));
    }
}
