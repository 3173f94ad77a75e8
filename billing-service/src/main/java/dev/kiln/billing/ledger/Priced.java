package dev.kiln.billing.ledger;

import dev.kiln.contract.ChargeBasis;
import dev.kiln.contract.Credits;
import dev.kiln.contract.GenerationSucceeded;
import java.time.LocalDate;

/**
 * What the catalog expected of a generation, and what Kie said that it charged.
 *
 * @param day of its completion, in UTC
 */
public record Priced(LocalDate day, String catalogRevision, Credits quote, Credits charge) {

    /** Null unless it succeeded and the figure is Kie's own: a price is not held against itself, nor against a failure. */
    static Priced of(LedgerInput input) {
        if (!(input.event() instanceof GenerationSucceeded end)) {
            return null;
        }
        ChargeBasis basis = end.charge().basis();
        return basis == ChargeBasis.REPORTED || basis == ChargeBasis.CONFIRMED
                ? new Priced(
                        Position.utcDay(end.completedAt()),
                        input.request().catalogRevision(),
                        end.estimate().quote(),
                        end.charge().credits())
                : null;
    }

    public boolean deviates() {
        return !quote.equals(charge);
    }
}
