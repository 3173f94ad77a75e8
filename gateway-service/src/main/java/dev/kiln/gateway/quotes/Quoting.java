package dev.kiln.gateway.quotes;

import dev.kiln.contract.Fault;
import java.util.List;

/** How a request for a quote ended. Sealed: each has its own answer. */
public sealed interface Quoting {

    record Quoted(Quote quote) implements Quoting {}

    /** The detail quotes nothing of the body. */
    record Unreadable(String detail) implements Quoting {}

    record Refused(List<Fault> faults) implements Quoting {}
}
