package dev.kiln.contract;

import com.fasterxml.jackson.annotation.JsonProperty;

/** What a budget's limit is for. */
public enum BudgetPeriod {
    @JsonProperty("day")
    DAY,
    @JsonProperty("month")
    MONTH,
    /** Never resets. */
    @JsonProperty("total")
    TOTAL
}
