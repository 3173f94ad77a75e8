package dev.kiln.stack.bench;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.kiln.stack.bench.load.GenerationsResult;
import java.math.BigDecimal;
import java.util.Map;

/**
 * What all services together gave.
 *
 * @param cpuPer1000 milliseconds of each process for a thousand generations, by name
 * @param residentBytes of each process afterwards, by name
 * @param charged credits that the simulated Kie took, warm-up included
 * @param booked credits that the ledger says were used
 */
record EndToEnd(
        int warmUp,
        GenerationsResult result,
        double startSeconds,
        Map<String, Double> cpuPer1000,
        Map<String, Long> residentBytes,
        BigDecimal charged,
        BigDecimal booked) {
    @JsonProperty("perSecond")
    double perSecond() {
        return result.perSecond();
    }

    @JsonProperty("isConsistent")
    boolean isConsistent() {
        return charged.compareTo(booked) == 0;
    }
}
