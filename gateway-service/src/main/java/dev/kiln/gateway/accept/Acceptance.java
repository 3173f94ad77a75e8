package dev.kiln.gateway.accept;

import dev.kiln.contract.Fault;
import java.util.List;

/** How a request for a generation ended. Sealed: each has its own status, and a new one must get one too. */
public sealed interface Acceptance {

    /** Kafka has it. */
    record Accepted(String id, CheckedRequest request) implements Acceptance {}

    /** The detail quotes nothing of the body. */
    record Unreadable(String detail) implements Acceptance {}

    record Refused(List<Fault> faults) implements Acceptance {}

    /** Certainly not accepted: too many wait for Kafka already. */
    record Overloaded() implements Acceptance {}

    /** Kafka did not say in time whether it has it. */
    record Unknown(String id) implements Acceptance {}
}
