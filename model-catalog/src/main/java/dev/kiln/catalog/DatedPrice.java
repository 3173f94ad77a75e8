package dev.kiln.catalog;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.LocalDate;
import java.util.Optional;

/**
 * A price rule and when it holds, in days of UTC.
 *
 * @param validFrom the first day
 * @param validUntil the first day on which it no longer holds; empty while no end is known
 * @param source where the price was read, and when
 */
public record DatedPrice(LocalDate validFrom, Optional<LocalDate> validUntil, String source, PriceRule rule) {

    /** Whether the rule has not ended by that day; it may not have begun either. */
    boolean reaches(LocalDate day) {
        return validUntil.map(day::isBefore).orElse(true);
    }

    /** For readers: kind, dates, source and the rule's figures, credits as decimal strings. */
    public ObjectNode described() {
        ObjectNode description = JsonNodeFactory.instance.objectNode();
        description.put("kind", rule.kind());
        rule.describe(description);
        description.put("validFrom", validFrom.toString());
        validUntil.ifPresent(day -> description.put("validUntil", day.toString()));
        return description.put("source", source);
    }
}
