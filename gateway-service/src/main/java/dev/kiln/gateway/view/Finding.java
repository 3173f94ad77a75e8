package dev.kiln.gateway.view;

import java.time.Instant;

/** What is known of an id. Sealed: each has its own answer. */
public sealed interface Finding {

    record Known(Generation generation) implements Finding {}

    /** Given out here to the tenant, and the view may not have come so far yet. */
    record OnItsWay(String id, Instant acceptedAt) implements Finding {}

    /** No generation of this tenant. */
    record Unknown() implements Finding {}
}
