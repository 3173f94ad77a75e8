package dev.kiln.simulator.fault;

/** A task that ends in an unusual way, or never. */
public enum OddEnding implements TaskOutcome {
    /** One result fewer than asked for (at least one), and charged so. */
    FEWER_IMAGES("fewer-images"),
    /** Success, charged in full, with an empty list of results. */
    NO_RESULT("no-result"),
    /** Generating for ever. */
    STUCK("stuck");

    private final String marker;

    OddEnding(String marker) {
        this.marker = marker;
    }

    @Override
    public String marker() {
        return marker;
    }
}
