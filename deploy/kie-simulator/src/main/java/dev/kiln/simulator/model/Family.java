package dev.kiln.simulator.model;

/** One of the API families, each with its own create and record paths. */
public enum Family {
    JOBS("/api/v1/jobs/createTask", "/api/v1/jobs/recordInfo"),
    VEO("/api/v1/veo/generate", "/api/v1/veo/record-info"),
    FLUX("/api/v1/flux/kontext/generate", "/api/v1/flux/kontext/record-info");

    private final String createPath;
    private final String recordPath;

    Family(String createPath, String recordPath) {
        this.createPath = createPath;
        this.recordPath = recordPath;
    }

    public String createPath() {
        return createPath;
    }

    public String recordPath() {
        return recordPath;
    }
}
