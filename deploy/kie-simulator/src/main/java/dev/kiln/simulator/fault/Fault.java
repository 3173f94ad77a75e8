package dev.kiln.simulator.fault;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Something that goes wrong on purpose; sealed, so that every place that plays faults is told of a new kind. */
public sealed interface Fault permits CreateRefusal, TransportFault, TaskFailure, OddEnding, CallbackFault {

    /** The word that selects it: in a prompt as {@code [[sim:word]]}, or in an admin rule. */
    String marker();

    /** Whether it hits the create itself, and so can be limited to the first creates of a prompt. */
    default boolean hitsCreate() {
        return switch (this) {
            case CreateRefusal ignored -> true;
            case TransportFault ignored -> true;
            case TaskFailure ignored -> false;
            case OddEnding ignored -> false;
            case CallbackFault ignored -> false;
        };
    }

    static Optional<Fault> of(String marker) {
        return all().stream().filter(fault -> fault.marker().equals(marker)).findFirst();
    }

    /** Every fault, in the order of the documentation. */
    static List<Fault> all() {
        return Stream.<Fault[]>of(
                        CreateRefusal.values(),
                        TransportFault.values(),
                        TaskFailure.values(),
                        OddEnding.values(),
                        CallbackFault.values())
                .flatMap(Arrays::stream)
                .toList();
    }
}
