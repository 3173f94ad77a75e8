package dev.kiln.gateway.cancel;

import dev.kiln.gateway.view.Status;

/** How the wish to cancel a generation ended. Sealed: each has its own status. */
public sealed interface Cancellation {

    /** Kafka has the wish. The generation ends as canceled unless it has ended otherwise by then. */
    record Requested(String id, Status status) implements Cancellation {}

    record AlreadyFinal(String id, Status status) implements Cancellation {}

    /** No generation of this tenant. */
    record NotFound() implements Cancellation {}

    /** Certainly not published: too many wait for Kafka already. */
    record Overloaded() implements Cancellation {}

    /** Kafka did not say in time whether it has the wish; to repeat it changes nothing else. */
    record Unknown(String id) implements Cancellation {}

    /** Whose generation it is cannot be found out at the moment. */
    record ViewAway() implements Cancellation {}
}
