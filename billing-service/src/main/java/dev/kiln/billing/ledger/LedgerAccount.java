package dev.kiln.billing.ledger;

import java.util.Arrays;

/** The accounts of the double-entry ledger; a debit is a positive amount. */
public enum LedgerAccount {
    /** What a tenant was charged. */
    SPEND("spend"),
    /** What was bought from Kie in advance, by Kie account; charges lessen it. */
    PREPAID("prepaid"),
    /** What is held for a tenant's open generations. */
    HOLDS("holds"),
    /** The other side of the holds. */
    HOLDS_CONTRA("holds-contra");

    private final String wireName;

    LedgerAccount(String wireName) {
        this.wireName = wireName;
    }

    public String wireName() {
        return wireName;
    }

    /** The account that is booked with the opposite sign; only a tenant's accounts have one. */
    public LedgerAccount contra() {
        return switch (this) {
            case SPEND -> PREPAID;
            case HOLDS -> HOLDS_CONTRA;
            case PREPAID, HOLDS_CONTRA -> throw new IllegalStateException(wireName + " is itself a contra account");
        };
    }

    public static LedgerAccount named(String wireName) {
        return Arrays.stream(values())
                .filter(account -> account.wireName.equals(wireName))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no ledger account is named " + wireName));
    }
}
