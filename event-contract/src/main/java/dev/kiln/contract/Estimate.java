package dev.kiln.contract;

import java.math.BigDecimal;

/**
 * What a generation is expected to be charged, and the most that it can be.
 *
 * @param quote the price rule's expectation
 * @param hold the price rule's worst case, never below the quote
 */
public record Estimate(Credits quote, Credits hold) {

    private static final BigDecimal IMPLAUSIBLE = BigDecimal.valueOf(100);

    public Estimate {
        Required.notNegative("quote", quote);
        Required.notNegative("hold", hold);
        if (hold.compareTo(quote) < 0) {
            throw new IllegalArgumentException("hold is below the quote");
        }
    }

    /** Whether credits are a hundred times the quote, or more: taken for a mistake, for which nobody is charged. */
    public boolean isImplausible(Credits credits) {
        return !quote.isZero() && credits.amount().compareTo(quote.amount().multiply(IMPLAUSIBLE)) >= 0;
    }
}
