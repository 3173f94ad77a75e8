package dev.kiln.simulator.fault;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Something out of the ordinary; sealed, so that every place that plays faults is told of a new kind. */
public sealed interface Fault
        permits CreateRefusal,
                TransportFault,
                TaskFailure,
                TaskOutcome,
                Walk,
                CallbackFault,
                RecordFault,
                PriceFault,
                Shape {

    /** The word that selects it: in a prompt as {@code [[sim:word]]}, in a rule, a scenario or the settings. */
    String marker();

    /** Whether it hits the create itself, and so can be limited to the first creates of a prompt. */
    default boolean hitsCreate() {
        return switch (this) {
            case CreateRefusal ignored -> true;
            case TransportFault ignored -> true;
            case TaskFailure ignored -> false;
            case TaskOutcome ignored -> false;
            case Walk ignored -> false;
            case CallbackFault ignored -> false;
            case RecordFault ignored -> false;
            case PriceFault ignored -> false;
            case Shape ignored -> false;
        };
    }

    /** Whether it hits so many creates or readings and then no more. */
    default boolean countable() {
        return hitsCreate() || this instanceof RecordFault reading && reading.hitsReading();
    }

    /** The kind within which a scenario lays at most one fault on a create. */
    default String kind() {
        return switch (this) {
            case CreateRefusal ignored -> "create";
            case TransportFault ignored -> "create";
            case TaskFailure ignored -> "ending";
            case TaskOutcome ignored -> "ending";
            case Walk ignored -> "walk";
            case CallbackFault ignored -> "callback";
            case RecordFault ignored -> "record";
            case PriceFault ignored -> "price";
            case Shape shape -> shape.marker();
        };
    }

    static Optional<Fault> of(String marker) {
        return all().stream()
                .filter(fault -> fault.marker().equals(marker))
                .findFirst()
                .or(() -> ImageCount.of(marker));
    }

    /** @throws UnknownFault if the word names none */
    static Fault named(String marker) {
        return of(marker).orElseThrow(() -> UnknownFault.named(marker));
    }

    /** Every fault, in the order of the documentation. */
    static List<Fault> all() {
        return Stream.<Fault[]>of(
                        CreateRefusal.values(),
                        TransportFault.values(),
                        TaskFailure.values(),
                        OddEnding.values(),
                        ImageCount.values(),
                        Walk.values(),
                        CallbackFault.values(),
                        RecordFault.values(),
                        PriceFault.values(),
                        Shape.values())
                .flatMap(Arrays::stream)
                .toList();
    }
}
