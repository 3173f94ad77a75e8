package dev.kiln.stack.bench;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.Locale;

/**
 * A figure beside what it should be.
 *
 * @param atLeast whether the figure should be as high as the aim, or as low
 */
record Aim(String what, double figure, double aim, boolean atLeast, String unit) {
    @JsonProperty("reached")
    boolean isReached() {
        return atLeast ? figure >= aim : figure <= aim;
    }

    @Override
    public String toString() {
        return String.format(
                Locale.ROOT,
                "%-44s %10.2f %-6s aim %s %.2f   %s",
                what,
                figure,
                unit,
                atLeast ? "≥" : "≤",
                aim,
                isReached() ? "reached" : "MISSED");
    }
}
