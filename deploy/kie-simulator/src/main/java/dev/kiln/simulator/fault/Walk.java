package dev.kiln.simulator.fault;

/** A task that takes another way through its states than from waiting over generating to its end. */
public enum Walk implements Fault {
    /** From waiting over queuing to generating. */
    QUEUING("queuing"),
    /** From waiting straight to its end. */
    STRAIGHT("straight"),
    /** Waiting for ever. */
    STUCK_WAITING("stuck-waiting");

    private final String marker;

    Walk(String marker) {
        this.marker = marker;
    }

    @Override
    public String marker() {
        return marker;
    }
}
