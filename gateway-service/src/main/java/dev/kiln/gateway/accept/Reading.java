package dev.kiln.gateway.accept;

import dev.kiln.contract.Fault;
import java.util.List;

/** What a body turned out to be. Sealed, since each has its own answer. */
public sealed interface Reading {

    /** No JSON object that can be read; the detail quotes nothing of it. */
    record Unreadable(String detail) implements Reading {}

    /** Read, and wrong in all these places. */
    record Faulty(List<Fault> faults) implements Reading {}

    record Good(CheckedRequest request) implements Reading {}
}
