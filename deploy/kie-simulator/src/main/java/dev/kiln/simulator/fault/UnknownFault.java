package dev.kiln.simulator.fault;

import java.util.stream.Collectors;

/** A marker or rule that names no fault; the message lists the known words and never quotes a prompt. */
public final class UnknownFault extends IllegalArgumentException {

    private static final long serialVersionUID = 1L;

    private UnknownFault(String message) {
        super(message);
    }

    static UnknownFault named(String word) {
        String known = Fault.all().stream().map(Fault::marker).collect(Collectors.joining(", "));
        String shown = word.matches("[a-z0-9*-]{1,30}") ? "'" + word + "'" : "with such a spelling";
        return new UnknownFault("simulator: no fault " + shown + "; known: " + known);
    }

    static UnknownFault because(String reason) {
        return new UnknownFault("simulator: " + reason);
    }
}
