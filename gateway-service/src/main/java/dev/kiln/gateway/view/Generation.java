package dev.kiln.gateway.view;

import dev.kiln.contract.Estimate;

/**
 * A generation as the view knows it.
 *
 * @param estimate null where it could not be priced
 * @param ending null before its completion
 */
public record Generation(String id, String tenantId, Asked asked, Standing standing, Estimate estimate, Ending ending) {

    /** The one of the two that counts; the time of the request is kept from whichever has it. */
    Generation mergedWith(Generation other) {
        Generation higher = other.standing.sequence() > standing.sequence() ? other : this;
        Generation lower = higher == this ? other : this;
        return new Generation(
                higher.id,
                higher.tenantId,
                higher.asked,
                higher.standing.acceptedAt(lower.standing.acceptedAt()),
                higher.estimate == null ? lower.estimate : higher.estimate,
                higher.ending);
    }
}
