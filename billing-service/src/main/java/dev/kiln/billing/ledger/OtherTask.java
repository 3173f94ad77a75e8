package dev.kiln.billing.ledger;

import dev.kiln.contract.Credits;

/**
 * A further task of a generation, which took credits as well: what it took is a loss.
 *
 * @param sequence of the newest completion that named it; {@link #PROVEN} where Kie's record did
 * @param position where its loss is booked
 */
public record OtherTask(long sequence, Position position, Credits credits) {

    /** No completion knows better. */
    static final long PROVEN = Long.MAX_VALUE;

    boolean isProven() {
        return sequence == PROVEN;
    }

    OtherTask orNewer(OtherTask other) {
        return other.sequence > sequence ? other : this;
    }
}
