package dev.kiln.billing.statement;

import dev.kiln.billing.ledger.LedgerAccount;
import dev.kiln.billing.query.InvalidParameter;
import dev.kiln.contract.GenerationIds;
import java.util.Arrays;
import java.util.regex.Pattern;

/**
 * Which entries are asked for, besides their days; null where any will do.
 *
 * @param account the Kie account
 */
public record EntryFilter(String model, String generationId, String account, LedgerAccount ledgerAccount) {

    private static final Pattern NAME = Pattern.compile("[^\\p{Cc}\\p{Cs}]{1,200}");

    /** Reads the parameters as they came, each nullable. Throws {@link InvalidParameter}. */
    public static EntryFilter of(String model, String generationId, String account, String ledgerAccount) {
        if (generationId != null && !GenerationIds.isWellFormed(generationId)) {
            throw new InvalidParameter("generationId", "generationId is not the id of a generation");
        }
        return new EntryFilter(
                name("model", model), generationId, name("account", account), ledgerAccount(ledgerAccount));
    }

    private static String name(String parameter, String value) {
        if (value != null && !NAME.matcher(value).matches()) {
            throw new InvalidParameter(
                    parameter, parameter + " is not a text of 1 to 200 characters without control characters");
        }
        return value;
    }

    private static LedgerAccount ledgerAccount(String name) {
        if (name == null) {
            return null;
        }
        return Arrays.stream(LedgerAccount.values())
                .filter(account -> account.wireName().equals(name))
                .findFirst()
                .orElseThrow(() -> new InvalidParameter(
                        "ledgerAccount",
                        "ledgerAccount is none of spend, loss, prepaid, holds, holds-contra, bought and unexplained"));
    }
}
