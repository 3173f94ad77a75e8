package dev.kiln.contract;

import com.fasterxml.jackson.annotation.JsonEnumDefaultValue;
import com.fasterxml.jackson.annotation.JsonProperty;

/**
 * How the credits of a charge are known, from a callback's report down to an assumption. The list is open: what a later
 * version says is read as the weakest.
 */
public enum ChargeBasis {
    /** Kie's callback or first read of the record named them. */
    @JsonProperty("reported")
    REPORTED,
    /** Kie's record named them again after the callback. */
    @JsonProperty("confirmed")
    CONFIRMED,
    /** Kie named none; the price rule was applied to what came back. */
    @JsonProperty("computed")
    COMPUTED,
    /** Kie named none for a failed task; none were taken, as far as is known. */
    @JsonEnumDefaultValue
    @JsonProperty("assumed")
    ASSUMED
}
