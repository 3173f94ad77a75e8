package dev.kiln.gateway.accept;

import com.fasterxml.jackson.databind.JsonNode;
import dev.kiln.contract.Fault;
import java.util.List;

/** What a body turned out to be. Sealed, since each has its own answer. */
public sealed interface Reading {

    /** No JSON object that can be read; the detail quotes nothing of it. */
    record Unreadable(String detail) implements Reading {}

    /** It holds what no accepted request ever can. */
    record Unsafe(List<Fault> faults) implements Reading {}

    /** Wrong in all these places, at this time and by this catalog. */
    record Faulty(List<Fault> faults, JsonNode body) implements Reading {}

    record Good(CheckedRequest request, JsonNode body) implements Reading {}
}
