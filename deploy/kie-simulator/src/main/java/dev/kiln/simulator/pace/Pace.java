package dev.kiln.simulator.pace;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;

/** How much faster than the clock the simulated vendor lives: its durations and windows are divided by the factor. */
public record Pace(BigDecimal factor) {

    private static final Duration SHORTEST_PATIENCE = Duration.ofMillis(500);

    /** @throws IllegalArgumentException if the factor is not above 0 */
    public Pace {
        if (factor.signum() <= 0) {
            throw new IllegalArgumentException("kie-simulator.time-factor must be above 0, not " + factor);
        }
    }

    /** The real length of a simulated duration; a duration above 0 stays at least a millisecond. */
    public Duration of(Duration simulated) {
        Duration real = Duration.ofNanos(BigDecimal.valueOf(simulated.toNanos())
                .divide(factor, 0, RoundingMode.HALF_UP)
                .longValueExact());
        return simulated.toMillis() >= 1 && real.toMillis() < 1 ? Duration.ofMillis(1) : real;
    }

    /** The same for waiting on a network, which stays as slow as it is: not below half a second, unless it was. */
    public Duration ofPatience(Duration simulated) {
        Duration real = of(simulated);
        Duration least = simulated.compareTo(SHORTEST_PATIENCE) < 0 ? simulated : SHORTEST_PATIENCE;
        return real.compareTo(least) < 0 ? least : real;
    }
}
