package dev.kiln.contract;

/** A record is no event that can be read. Its message names what is wrong and where, and quotes no value. */
public final class UnreadableEvent extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final boolean unknownType;

    private UnreadableEvent(String message, boolean unknownType) {
        super(message);
        this.unknownType = unknownType;
    }

    static UnreadableEvent because(String message) {
        return new UnreadableEvent(message, false);
    }

    static UnreadableEvent ofUnknownType() {
        return new UnreadableEvent("the event's type is not known to this version", true);
    }

    /** True where the record is an event of a type that a later version may have added: to be skipped. */
    public boolean unknownType() {
        return unknownType;
    }
}
