package dev.kiln.billing.ledger;

import dev.kiln.contract.Credits;

/**
 * A further task of a generation, which took credits as well: what it took is a loss.
 *
 * @param sequence of the newest completion that named it
 * @param position where its loss is booked
 */
public record OtherTask(long sequence, Position position, Credits credits) {}
