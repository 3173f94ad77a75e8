package dev.kiln.simulator.fault;

/** What happens to the callback of a task. */
public enum CallbackFault implements Fault {
    LOST("callback-lost"),
    TWICE("callback-twice"),
    /** The task ends at once and its callback is sent before the create is answered. */
    EARLY("callback-early");

    private final String marker;

    CallbackFault(String marker) {
        this.marker = marker;
    }

    @Override
    public String marker() {
        return marker;
    }
}
