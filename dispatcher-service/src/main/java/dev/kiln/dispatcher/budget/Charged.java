package dev.kiln.dispatcher.budget;

import dev.kiln.contract.Credits;
import dev.kiln.contract.CreditsCharged;
import dev.kiln.contract.CreditsCorrected;
import java.time.Instant;

/**
 * What a generation is charged in all, by billing's word.
 *
 * @param claimedAt when the charged attempt was claimed
 * @param sequence of the completion that it was booked from; a higher one knows better
 */
public record Charged(
        String generationId, String tenantId, String model, Instant claimedAt, Credits credits, long sequence) {

    /** An id of a completion that names no sequence is an {@link IllegalArgumentException}. */
    public static Charged of(String tenantId, CreditsCharged event) {
        return new Charged(
                event.generationId(),
                tenantId,
                event.request().model(),
                event.submission().submittedAt(),
                event.charge().credits(),
                sequence(event.completionId()));
    }

    /** The charge as it is from now on, so that a correction that is missed or repeated does no harm. */
    public static Charged of(String tenantId, CreditsCorrected event) {
        return new Charged(
                event.generationId(),
                tenantId,
                event.request().model(),
                event.submission().submittedAt(),
                event.charge().credits(),
                sequence(event.completionId()));
    }

    private static long sequence(String completionId) {
        return Long.parseLong(completionId.substring(completionId.lastIndexOf('.') + 1));
    }
}
