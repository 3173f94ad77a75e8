package dev.kiln.dispatcher.budget;

import dev.kiln.contract.BudgetPeriod;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.ZoneId;

/**
 * A hard budget and what is counted of it. Sums may be larger than {@code Credits} hold, so they are plain decimals.
 *
 * @param model null for all models together
 * @param credits that may be held and spent in one window
 * @param held for what may still be charged, and was claimed in the window
 * @param spent charged for what was claimed in the window
 */
public record Limit(
        String tenantId,
        String model,
        BudgetPeriod period,
        ZoneId zone,
        BigDecimal credits,
        Window window,
        BigDecimal held,
        BigDecimal spent) {

    /** As it is at that time: a new window begins with nothing. */
    public Limit at(Instant now) {
        return window.isOverAt(now)
                ? new Limit(
                        tenantId,
                        model,
                        period,
                        zone,
                        credits,
                        Window.of(period, zone, now),
                        BigDecimal.ZERO,
                        BigDecimal.ZERO)
                : this;
    }

    boolean concerns(String modelOfTask) {
        return model == null || model.equals(modelOfTask);
    }

    Fit fit(BigDecimal hold) {
        if (spent.add(hold).compareTo(credits) > 0) {
            return Fit.NOT_IN_THIS_WINDOW;
        }
        return held.add(spent).add(hold).compareTo(credits) > 0 ? Fit.WHEN_HOLDS_SETTLE : Fit.FITS;
    }

    /** Whether waiting for the reset may help. */
    boolean mayFitAfterReset(BigDecimal hold) {
        return window.end() != null && hold.compareTo(credits) <= 0;
    }

    /** With this more of each, which may be less than nothing. */
    public Limit plus(BigDecimal moreHeld, BigDecimal moreSpent) {
        return new Limit(tenantId, model, period, zone, credits, window, held.add(moreHeld), spent.add(moreSpent));
    }
}
