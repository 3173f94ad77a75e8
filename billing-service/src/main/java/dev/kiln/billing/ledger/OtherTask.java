package dev.kiln.billing.ledger;

import dev.kiln.contract.Credits;
import dev.kiln.contract.SecondTaskFound;

/**
 * A further task of a generation, which took credits as well: what it took is a loss.
 *
 * @param sequence of the newest completion that named it; above all of these where Kie's record proved it, later ones higher
 * @param position where its loss is booked
 */
public record OtherTask(long sequence, Position position, Credits credits) {

    /** No completion knows better. */
    private static final long PROVEN = 1L << 62;

    static OtherTask proven(SecondTaskFound found) {
        return new OtherTask(
                PROVEN + found.foundAt().toEpochMilli(),
                Position.ofCharge(found.submission(), found.foundAt()).asLoss(),
                found.charge().credits());
    }

    boolean isProven() {
        return sequence >= PROVEN;
    }

    OtherTask orNewer(OtherTask other) {
        return other.sequence > sequence ? other : this;
    }
}
