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
    /** An operator said it, since what Kie named could not be believed. */
    @JsonProperty("decided")
    DECIDED,
    /**
     * Kie named something that is no figure: negative, malformed or two that differ. The credits beside it are zero and say
     * nothing; nothing is booked until the record or an operator tells.
     */
    @JsonProperty("unreadable")
    UNREADABLE,
    /** Kie named none; the price rule was applied to what came back. */
    @JsonProperty("computed")
    COMPUTED,
    /** Kie named none for a failed task; none were taken, as far as is known. */
    @JsonEnumDefaultValue
    @JsonProperty("assumed")
    ASSUMED
}
