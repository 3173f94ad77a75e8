package dev.kiln.gateway.view;

import java.time.Instant;

/** What is known of an id. Sealed: each has its own answer. */
public sealed interface Finding {

    record Known(Generation generation) implements Finding {}

    /** Minted here for the tenant, and the view may not have come so far yet. */
    record OnItsWay(String id, Instant mintedAt) implements Finding {}

    /** No generation of this tenant. */
    record Unknown() implements Finding {}
}
