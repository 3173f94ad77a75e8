package dev.kiln.contract;

import java.net.URI;
import java.time.Instant;

/**
 * An event with its CloudEvents attributes.
 *
 * @param id unique for its source; consumers dedupe by it. Of the dispatcher's: {@code generationId.sequence}
 * @param source who says it, for instance {@code /kiln/dispatcher}
 * @param time when it was said
 * @param tenantId whom it concerns; null where the sayer does not know (task events, accounts)
 */
public record Envelope(String id, URI source, Instant time, String tenantId, KilnEvent event) {

    public static final URI GATEWAY = URI.create("/kiln/gateway");
    public static final URI DISPATCHER = URI.create("/kiln/dispatcher");
    public static final URI CALLBACK = URI.create("/kiln/callback");
    public static final URI BILLING = URI.create("/kiln/billing");

    public Envelope {
        Required.text("id", Required.shortText("id", id, 256));
        Required.present("source", source);
        Required.present("time", time);
        Required.shortText("tenantid", tenantId, 64);
        Required.present("event", event);
        boolean aboutTenant = event instanceof GenerationEvent || event instanceof BillingEvent;
        if (aboutTenant) {
            Required.text("tenantid", tenantId);
        }
    }

    public EventType type() {
        return EventType.of(event);
    }
}
