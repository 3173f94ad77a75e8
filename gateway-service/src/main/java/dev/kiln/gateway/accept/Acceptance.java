package dev.kiln.gateway.accept;

import dev.kiln.contract.Fault;
import dev.kiln.gateway.idempotency.Receipt;
import java.time.Duration;
import java.util.List;

/** How a request for a generation ended. Sealed: each has its own status, and a new one must get one too. */
public sealed interface Acceptance {

    /** Kafka has it. */
    record Accepted(String id, Receipt receipt) implements Acceptance {}

    /** Kafka had it already, from an earlier request under the same key. */
    record Replayed(String id, Receipt receipt) implements Acceptance {}

    /** The detail quotes nothing of the body. */
    record Unreadable(String detail) implements Acceptance {}

    record Refused(List<Fault> faults) implements Acceptance {}

    /** The same body was good when it came first, with an outcome that is not known; now it is not. */
    record RefusedAgain(String id, List<Fault> faults) implements Acceptance {}

    /** Another request under the same key is being accepted. */
    record InFlight(String id, Duration remaining) implements Acceptance {}

    /** The key was used for another body. */
    record KeyReused() implements Acceptance {}

    /** Certainly not accepted: too many wait for Kafka already. */
    record Overloaded() implements Acceptance {}

    /** Certainly not accepted: the registry of keys does not answer. */
    record RegistryAway() implements Acceptance {}

    /**
     * Kafka did not say in time whether it has it.
     *
     * @param keyed whether it may simply be sent again
     */
    record Unknown(String id, boolean keyed) implements Acceptance {}
}
