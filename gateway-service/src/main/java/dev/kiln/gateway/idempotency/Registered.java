package dev.kiln.gateway.idempotency;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * What the registry knows of a key.
 *
 * @param leasedFor what is left of the lease; zero where it is over
 * @param published false where that is not known
 */
public record Registered(
        Fingerprint fingerprint,
        Receipt receipt,
        Instant createdAt,
        Instant leasedUntil,
        Duration leasedFor,
        boolean published) {

    /** What a repeated request is told; empty where it is free to be published again. */
    public Optional<Claim.Taken> answerTo(Fingerprint repeated) {
        if (!fingerprint.equals(repeated)) {
            return Optional.of(new Claim.OtherBody());
        }
        if (published) {
            return Optional.of(new Claim.Published(receipt));
        }
        return leasedFor.isPositive() ? Optional.of(new Claim.Leased(leasedFor)) : Optional.empty();
    }
}
