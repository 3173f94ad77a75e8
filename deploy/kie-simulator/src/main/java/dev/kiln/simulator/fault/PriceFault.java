package dev.kiln.simulator.fault;

import java.math.BigDecimal;

/** A task that is charged otherwise than the table says, or told otherwise than it is charged. */
public enum PriceFault implements Fault {
    MORE("charge-more"),
    LESS("charge-less"),
    /** Some odd hundredths more. */
    FRACTION("charge-fraction"),
    /** A success for nothing. */
    NOTHING("charge-nothing"),
    /** A failure that costs as much as a success. */
    FAILURE("charge-failure"),
    /** Charged by the table; neither record nor callback has a field for it. */
    UNREPORTED("charge-unreported"),
    /** Charged by the table; told as null. */
    REPORTED_NULL("report-null"),
    /** Charged by the table; told with a minus. */
    REPORTED_NEGATIVE("report-negative"),
    /** Charged by the table; told a hundred times as much. */
    REPORTED_HUGE("report-huge"),
    /** Charged by the table; told as a text that is no number. */
    REPORTED_TEXT("report-text");

    private static final BigDecimal HALF_MORE = new BigDecimal("1.5");
    private static final BigDecimal HALF = new BigDecimal("0.5");
    private static final BigDecimal ODD = new BigDecimal("0.37");

    private final String marker;

    PriceFault(String marker) {
        this.marker = marker;
    }

    @Override
    public String marker() {
        return marker;
    }

    /** What a success is charged where the table says {@code table}; exact. */
    public BigDecimal charge(BigDecimal table) {
        return switch (this) {
            case MORE -> table.multiply(HALF_MORE);
            case LESS -> table.multiply(HALF);
            case FRACTION -> table.add(ODD);
            case NOTHING -> BigDecimal.ZERO;
            case FAILURE, UNREPORTED, REPORTED_NULL, REPORTED_NEGATIVE, REPORTED_HUGE, REPORTED_TEXT -> table;
        };
    }
}
