package dev.kiln.stack.demo;

import dev.kiln.stack.client.UsageLine;
import java.math.BigDecimal;
import java.util.List;

/**
 * The demo's outcome.
 *
 * @param usage as billing says
 * @param kie as the simulated Kie says
 * @param disagreements where the two differ, one line each
 */
public record DemoReport(List<DemoRow> rows, List<UsageLine> usage, KieAccount kie, List<String> disagreements) {

    /** Credits at the start, charged since, and left. */
    public record KieAccount(BigDecimal opening, BigDecimal charged, BigDecimal balance) {}

    public boolean allSucceeded() {
        return rows.stream().allMatch(DemoRow::succeeded);
    }

    public boolean ledgerAgrees() {
        return disagreements.isEmpty();
    }

    /** Whether the demo showed what it is to show. */
    public boolean isGood() {
        return allSucceeded() && ledgerAgrees();
    }

    BigDecimal used() {
        return usage.stream().map(UsageLine::credits).reduce(BigDecimal.ZERO, BigDecimal::add);
    }
}
