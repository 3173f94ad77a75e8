package dev.kiln.contract;

import com.fasterxml.jackson.annotation.JsonProperty;

/** How urgent a generation is; lanes share the submissions of a tenant at 6 : 3 : 1. */
public enum Lane {
    @JsonProperty("interactive")
    INTERACTIVE,
    @JsonProperty("standard")
    STANDARD,
    @JsonProperty("batch")
    BATCH
}
