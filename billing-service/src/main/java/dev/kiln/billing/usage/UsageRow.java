package dev.kiln.billing.usage;

import java.math.BigDecimal;
import java.time.LocalDate;

/**
 * Sums over what the row's group has in common; what it is not grouped by is null, and the account of generations that
 * were never submitted is empty.
 *
 * @param credits charged for the generations that were completed in the time asked for
 * @param held for the open generations that were submitted in the time asked for
 * @param generations completed in the time asked for, however they ended
 */
public record UsageRow(
        String tenant,
        String month,
        LocalDate day,
        String model,
        String account,
        BigDecimal credits,
        BigDecimal held,
        long generations) {}
