package dev.kiln.contract;

/**
 * What a generation is expected to be charged, and the most that it can be.
 *
 * @param quote the price rule's expectation
 * @param hold the price rule's worst case, never below the quote
 */
public record Estimate(Credits quote, Credits hold) {

    public Estimate {
        Required.notNegative("quote", quote);
        Required.notNegative("hold", hold);
        if (hold.compareTo(quote) < 0) {
            throw new IllegalArgumentException("hold is below the quote");
        }
    }
}
