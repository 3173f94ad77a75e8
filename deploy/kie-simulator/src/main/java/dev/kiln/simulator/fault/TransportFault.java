package dev.kiln.simulator.fault;

/** A create whose answer does not come through as it should; some store the task first. */
public enum TransportFault implements Fault {
    RESET_AFTER_STORE("reset-after-store", true),
    RESET_BEFORE_STORE("reset-before-store", false),
    HANG("hang", true),
    HANG_BEFORE_STORE("hang-before-store", false),
    /** Stored, and told of it in full, but late. */
    SLOW("slow", true),
    CUT_BODY("cut-body", true),
    HTML_502("html-502", false),
    HTML_502_AFTER_STORE("html-502-after-store", true),
    CLOUDFLARE_403("cloudflare-403", false);

    private final String marker;
    private final boolean stored;

    TransportFault(String marker, boolean stored) {
        this.marker = marker;
        this.stored = stored;
    }

    @Override
    public String marker() {
        return marker;
    }

    /** Whether the task exists, runs and is charged although its creator gets no clear answer. */
    public boolean stored() {
        return stored;
    }
}
