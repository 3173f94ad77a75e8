package dev.kiln.stack.guarantee;

import java.math.BigDecimal;
import java.util.List;

/**
 * What billing has booked, entry by entry, and how that stands to the balances of Kie's accounts.
 *
 * @param charges all entries of spend and of loss
 * @param accounts Kie's, as far as their balances were read
 */
public record Books(List<Charge> charges, List<Account> accounts) {
    public Books {
        charges = List.copyOf(charges);
        accounts = List.copyOf(accounts);
    }

    /** An entry; a correction is a further one. */
    public record Charge(String taskId, String account, BigDecimal credits) {}

    /**
     * A Kie account.
     *
     * @param expected the balance that it should have by the ledger
     * @param read the balance that Kie last told
     */
    public record Account(String name, BigDecimal expected, BigDecimal read) {}
}
