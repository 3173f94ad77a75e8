package dev.kiln.dispatcher.budget;

import dev.kiln.contract.Failure;
import dev.kiln.contract.Reason;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.Optional;

/**
 * A task that does not fit into a budget in this window.
 *
 * @param hold what the task would hold
 */
public record OverBudget(Limit limit, BigDecimal hold) {

    /** When it may be tried again; empty where no reset can help. */
    public Optional<Instant> waitsUntil() {
        return limit.mayFitAfterReset(hold) ? Optional.of(limit.window().end()) : Optional.empty();
    }

    /** Names scope, limit, spent, held and reset. */
    public Failure failure() {
        String scope = limit.model() == null ? "all models" : limit.model();
        String period =
                switch (limit.period()) {
                    case DAY -> "a day";
                    case MONTH -> "a month";
                    case TOTAL -> "in total";
                };
        String detail = "the budget of %s credits %s for %s has no room for %s: spent %s, held %s, %s"
                .formatted(
                        plain(limit.credits()),
                        period,
                        scope,
                        plain(hold),
                        plain(limit.spent()),
                        plain(limit.held()),
                        reset());
        return new Failure(Reason.OVER_BUDGET, detail, waitsUntil().isPresent(), false);
    }

    private String reset() {
        Instant end = limit.window().end();
        return end == null
                ? "never resets"
                : "resets at " + DateTimeFormatter.ISO_OFFSET_DATE_TIME.format(end.atZone(limit.zone())) + " ("
                        + limit.zone().getId() + ")";
    }

    private static String plain(BigDecimal credits) {
        return credits.signum() == 0 ? "0" : credits.stripTrailingZeros().toPlainString();
    }
}
