package dev.kiln.simulator.fault;

/** What happens to readings of a task's record; those that {@link #hitsReading()} hit so many of them, then no more. */
public enum RecordFault implements Fault {
    /** Unknown for a while after the create. */
    NULL_AT_FIRST("record-null", false),
    /** Unknown for ever. */
    GONE("record-gone", false),
    /** For a while after the end it has its completion time, but says that it still runs. */
    LAG("record-lag", false),
    RATE("record-429", true),
    ERROR("record-500", true),
    HTML("record-html", true),
    CUT("record-cut", true),
    RESET("record-reset", true),
    HANG("record-hang", true),
    SLOW("record-slow", true);

    private final String marker;
    private final boolean hitsReading;

    RecordFault(String marker, boolean hitsReading) {
        this.marker = marker;
        this.hitsReading = hitsReading;
    }

    @Override
    public String marker() {
        return marker;
    }

    boolean hitsReading() {
        return hitsReading;
    }
}
