package dev.kiln.gateway.idempotency;

import java.time.Duration;

/** What the registry says to a request under a key. Sealed: each has its own answer. */
public sealed interface Claim {

    /** To be published now. The receipt is that of the first request under the key. */
    record Ours(Lease lease, Receipt receipt) implements Claim {}

    /** Not to be published now. */
    sealed interface Taken extends Claim {}

    /** Kafka has it already. */
    record Published(Receipt receipt) implements Taken {}

    /** Another one is publishing it, or did not live to say how that ended. */
    record Leased(Duration remaining) implements Taken {}

    record OtherBody() implements Taken {}
}
