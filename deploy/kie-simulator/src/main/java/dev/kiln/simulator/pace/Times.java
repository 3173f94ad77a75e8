package dev.kiln.simulator.pace;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * The durations and windows as they are after the factor.
 *
 * @param real by setting
 */
public record Times(BigDecimal factor, Map<String, Duration> real) {

    public boolean accelerated() {
        return factor.compareTo(BigDecimal.ONE) != 0;
    }

    /** One line for a log. */
    public String inWords() {
        return real.entrySet().stream()
                .map(each -> each.getKey() + " " + each.getValue())
                .sorted()
                .collect(Collectors.joining(", ", "time runs " + factor.toPlainString() + " times as fast: ", ""));
    }
}
