package dev.kiln.billing.ledger;

import dev.kiln.contract.CompletionEvent;
import java.time.LocalDate;

/**
 * Where a completed generation is counted.
 *
 * @param day of its completion, in UTC
 * @param account the Kie account; empty where it was never submitted
 */
public record Counted(LocalDate day, String account) {

    static Counted of(CompletionEvent end) {
        String account = end.submission() == null ? "" : end.submission().account();
        return new Counted(Position.utcDay(end.completedAt()), account);
    }
}
