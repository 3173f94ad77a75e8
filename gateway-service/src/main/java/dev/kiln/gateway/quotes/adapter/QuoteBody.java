package dev.kiln.gateway.quotes.adapter;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.kiln.contract.Credits;
import dev.kiln.contract.Estimate;
import dev.kiln.gateway.quotes.Quote;

/**
 * A quote as it is written.
 *
 * @param price the rule, with its source and from when it holds
 */
record QuoteBody(
        String model, @JsonUnwrapped Estimate estimate, UsDollars usDollars, ObjectNode price, String catalogRevision) {

    static QuoteBody of(Quote quote) {
        return new QuoteBody(
                quote.model(),
                quote.estimate(),
                new UsDollars(
                        plain(quote.estimate().quote()), plain(quote.estimate().hold())),
                quote.price().described(),
                quote.catalogRevision());
    }

    private static String plain(Credits credits) {
        return credits.inUsDollars().stripTrailingZeros().toPlainString();
    }

    /** Exact decimals. */
    record UsDollars(String quote, String hold) {}
}
