package dev.kiln.billing.input;

import dev.kiln.contract.Fault;
import java.util.List;

/** A request's body cannot be used; the faults are for the caller and quote none of its values. */
public final class InvalidInput extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final transient List<Fault> faults;

    InvalidInput(List<Fault> faults) {
        super("the body breaks the rules", null, false, false);
        this.faults = List.copyOf(faults);
    }

    public List<Fault> faults() {
        return faults;
    }
}
