package dev.kiln.stack.e2e;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.kiln.contract.Envelope;
import dev.kiln.contract.GenerationIds;
import dev.kiln.contract.GenerationRequested;
import java.net.URI;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;

/** A shop of the tenant local, which asks by topic. */
final class Shop {
    private static final URI SOURCE = URI.create("/test/shop");

    private Shop() {}

    /** Returns the generation's id. */
    static String request(RunningStack kiln, ObjectNode input) {
        var requested = requested(input);
        kiln.stack().events().send(requested);
        return generationOf(requested);
    }

    /** A request that is not sent. */
    static Envelope requested(ObjectNode input) {
        var requested = new GenerationRequested(null, RunningStack.MODEL, input, "order-7", Map.of(), null, null, null);
        return new Envelope(UUID.randomUUID().toString(), SOURCE, Instant.now(), "local", requested);
    }

    static String generationOf(Envelope requested) {
        return GenerationIds.ofRequest("local", SOURCE.toString(), requested.id());
    }
}
