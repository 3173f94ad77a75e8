package dev.kiln.contract;

import java.time.Instant;

/**
 * The ledger booked a generation's charge.
 *
 * @param completionId the id of the completion event that it was booked from
 * @param hold what was held for it until now
 * @param chargedAt when Kie finished the task
 */
public record CreditsCharged(
        String generationId,
        String completionId,
        RequestSummary request,
        Submission submission,
        Charge charge,
        Credits hold,
        Instant chargedAt)
        implements BillingEvent {

    public CreditsCharged {
        Required.generationId(generationId);
        Required.text("completionId", completionId);
        Required.present("request", request);
        Required.present("submission", submission);
        Required.present("charge", charge);
        Required.notNegative("hold", hold);
        Required.present("chargedAt", chargedAt);
    }

    @Override
    public String key() {
        return generationId;
    }
}
