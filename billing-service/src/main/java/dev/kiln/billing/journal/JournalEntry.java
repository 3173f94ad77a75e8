package dev.kiln.billing.journal;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.kiln.contract.ContractJson;
import dev.kiln.contract.Envelope;
import dev.kiln.contract.EventType;
import java.net.URI;
import java.time.Instant;

/**
 * An input as it was applied.
 *
 * @param number its place among all
 * @param type an event's type, or what an operator booked
 * @param appliedAt the same for all that were applied together
 * @param operator who gave it; null for what came by topic
 */
public record JournalEntry(
        long number,
        String eventId,
        String source,
        String type,
        Instant occurredAt,
        Instant appliedAt,
        String tenant,
        String data,
        String operator) {

    public boolean isEvent() {
        return EventType.named(type).isPresent();
    }

    /** The event that it was. */
    public Envelope envelope() {
        EventType known = EventType.named(type).orElseThrow();
        try {
            return new Envelope(
                    eventId,
                    URI.create(source),
                    occurredAt,
                    tenant,
                    ContractJson.mapper().readValue(data, known.record()));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("entry " + number + " of the journal cannot be read", e);
        }
    }
}
