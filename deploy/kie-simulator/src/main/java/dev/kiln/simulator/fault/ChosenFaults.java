package dev.kiln.simulator.fault;

import java.util.List;
import java.util.Optional;

/** The faults that hit one create and its task; the first of a kind counts. */
public record ChosenFaults(List<Fault> faults) {

    public static final ChosenFaults NONE = new ChosenFaults(List.of());

    public <F extends Fault> Optional<F> first(Class<F> kind) {
        return faults.stream().filter(kind::isInstance).map(kind::cast).findFirst();
    }

    public boolean has(Fault fault) {
        return faults.contains(fault);
    }
}
