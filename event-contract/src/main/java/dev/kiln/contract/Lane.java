package dev.kiln.contract;

import com.fasterxml.jackson.annotation.JsonEnumDefaultValue;
import com.fasterxml.jackson.annotation.JsonProperty;

/** How urgent a generation is; lanes share the submissions of a tenant at 6 : 3 : 1. What is not known is standard. */
public enum Lane {
    @JsonProperty("interactive")
    INTERACTIVE,
    @JsonEnumDefaultValue
    @JsonProperty("standard")
    STANDARD,
    @JsonProperty("batch")
    BATCH
}
