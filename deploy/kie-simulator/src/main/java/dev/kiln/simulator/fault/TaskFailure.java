package dev.kiln.simulator.fault;

/** A task that is accepted and then fails; its hold goes back. */
public enum TaskFailure implements Fault {
    INTERNAL("fail", 500, "Internal server error"),
    POLICY("fail-policy", 400, "Your prompt was flagged as violating content policies."),
    REFUSED("fail-refused", 422, "Your request was rejected by Flow. Please change the prompt or the image."),
    TIMEOUT("fail-timeout", 501, "Generation failed: the upstream gave no result in time."),
    BALANCE("fail-credits", 402, "Insufficient balance");

    private final String marker;
    private final int code;
    private final String text;

    TaskFailure(String marker, int code, String text) {
        this.marker = marker;
        this.code = code;
        this.text = text;
    }

    @Override
    public String marker() {
        return marker;
    }

    /** failCode of a jobs task; errorCode and root code of the callback for Veo and Flux. */
    public int code() {
        return code;
    }

    public String text() {
        return text;
    }
}
