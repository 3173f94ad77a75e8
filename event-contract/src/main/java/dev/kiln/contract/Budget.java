package dev.kiln.contract;

/**
 * One limit on a tenant's credits.
 *
 * @param model null for all models together
 * @param limit credits in one period
 * @param hard true refuses what does not fit; false only warns
 */
public record Budget(String model, BudgetPeriod period, Credits limit, boolean hard) {

    public Budget {
        Required.present("period", period);
        Required.notNegative("limit", limit);
    }
}
