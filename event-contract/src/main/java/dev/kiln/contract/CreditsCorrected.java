package dev.kiln.contract;

import java.time.Instant;

/**
 * The ledger booked a difference to an earlier charge.
 *
 * @param completionId the id of the completion event that it was booked from
 * @param corrects the id of the completion event whose charge it replaces
 * @param charge what the generation is charged in all, from now on
 * @param difference what was booked: the new charge less the old one; may be negative
 * @param correctedAt when it was booked
 */
public record CreditsCorrected(
        String generationId,
        String completionId,
        String corrects,
        RequestSummary request,
        Submission submission,
        Charge charge,
        Credits difference,
        Instant correctedAt)
        implements BillingEvent {

    public CreditsCorrected {
        Required.generationId(generationId);
        Required.text("completionId", completionId);
        Required.text("corrects", corrects);
        Required.present("request", request);
        Required.present("submission", submission);
        Required.present("charge", charge);
        Required.present("difference", difference);
        Required.present("correctedAt", correctedAt);
    }

    @Override
    public String key() {
        return generationId;
    }
}
