package dev.kiln.stack.bench.tables;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;

/**
 * What is done with tables of some size and of ten times that.
 *
 * @param small rows of the smaller tables
 * @param large rows of the larger ones
 * @param statements of the dispatcher while it works, that read or write tasks, the longest in all first
 * @param pages of the gateway's list and of billing, from the request to the answer
 */
public record TableFigures(int small, int large, String how, List<Pair> statements, List<Pair> pages) {
    /**
     * The same at both sizes.
     *
     * @param smallCount how often it was done at the smaller size
     */
    public record Pair(
            String what,
            long smallCount,
            long largeCount,
            double smallP50Millis,
            double largeP50Millis,
            double smallP99Millis,
            double largeP99Millis) {
        /** How many times as long the median takes on ten times as much. */
        @JsonProperty("growth")
        public double growth() {
            return largeP50Millis / smallP50Millis;
        }
    }
}
