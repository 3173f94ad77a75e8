package dev.kiln.billing.ledger;

import java.util.Arrays;

/** The accounts of the double-entry ledger; a debit is a positive amount. */
public enum LedgerAccount {
    /** What a tenant was charged. */
    SPEND("spend"),
    /** What Kie charged for tasks that no tenant pays for. */
    LOSS("loss"),
    /** What was bought from Kie in advance, by Kie account; charges lessen it. */
    PREPAID("prepaid"),
    /** What is held for a tenant's open generations. */
    HOLDS("holds"),
    /** The other side of the holds. */
    HOLDS_CONTRA("holds-contra"),
    /** Where prepaid credits come from: the opening balance and the top-ups of a Kie account. */
    BOUGHT("bought"),
    /** What went from a Kie account and nobody knows for what, as an operator decided. */
    UNEXPLAINED("unexplained");

    private final String wireName;

    LedgerAccount(String wireName) {
        this.wireName = wireName;
    }

    public String wireName() {
        return wireName;
    }

    /** The account that is booked with the opposite sign; only those of generations have one. */
    public LedgerAccount contra() {
        return switch (this) {
            case SPEND, LOSS -> PREPAID;
            case HOLDS -> HOLDS_CONTRA;
            case PREPAID, HOLDS_CONTRA, BOUGHT, UNEXPLAINED ->
                throw new IllegalStateException(wireName + " is no account of a generation's");
        };
    }

    public static LedgerAccount named(String wireName) {
        return Arrays.stream(values())
                .filter(account -> account.wireName.equals(wireName))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no ledger account is named " + wireName));
    }
}
