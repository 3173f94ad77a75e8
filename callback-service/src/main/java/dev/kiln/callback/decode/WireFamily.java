package dev.kiln.callback.decode;

import java.util.List;
import java.util.Optional;

/**
 * How one of Kie's API families words a callback. Sealed, since Kie's families are few and each has its own shape;
 * nothing behind this package knows their field names.
 */
public sealed interface WireFamily permits JobsCallback, VeoCallback, FluxKontextCallback {

    List<WireFamily> ALL = List.of(new JobsCallback(), new VeoCallback(), new FluxKontextCallback());

    /** The path segment that names the family. */
    String wireName();

    /** What the body says of the task; {@code taskId} is the body's own. */
    TaskReport read(String taskId, CallbackBody body);

    static Optional<WireFamily> named(String wireName) {
        return ALL.stream().filter(family -> family.wireName().equals(wireName)).findFirst();
    }
}
