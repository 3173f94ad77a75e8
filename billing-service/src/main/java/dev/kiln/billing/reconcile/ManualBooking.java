package dev.kiln.billing.reconcile;

import dev.kiln.billing.input.InputReader;
import dev.kiln.contract.Credits;
import java.util.Arrays;
import java.util.Set;

/**
 * What an operator books for a Kie account.
 *
 * @param reference the operator's own; the same again is the same booking
 * @param reason the operator's own words
 */
public record ManualBooking(Kind kind, String account, String reference, Credits credits, String reason) {

    private static final Set<String> FIELDS = Set.of("reference", "credits", "reason");

    /** What it is booked as; both move Kie's prepaid credits. */
    public enum Kind {
        /** Credits were bought. */
        TOP_UP("top-up"),
        /** Credits are gone, or came, and nobody will know for what. */
        UNEXPLAINED("unexplained");

        private final String wireName;

        Kind(String wireName) {
            this.wireName = wireName;
        }

        public String wireName() {
            return wireName;
        }

        public static Kind named(String wireName) {
            return Arrays.stream(values())
                    .filter(kind -> kind.wireName.equals(wireName))
                    .findFirst()
                    .orElseThrow(() -> new IllegalArgumentException("nothing is booked as " + wireName));
        }
    }

    /** Reads the body of a request; throws InvalidInput that names each field that is wrong. */
    public static ManualBooking of(Kind kind, String account, byte[] body) {
        InputReader input = InputReader.of(body, FIELDS);
        if (!account.matches("[!-~]{1,64}")) {
            input.wrong("account", "is in the path and must be 1 to 64 visible characters");
        }
        String reference = input.text(
                "reference",
                text -> text.matches("[A-Za-z0-9._:/-]{1,64}"),
                "must be 1 to 64 of A-Z a-z 0-9 . _ : / -");
        Credits credits =
                input.credits("credits", amount -> !amount.isZero() && !(kind == Kind.TOP_UP && amount.isNegative()));
        String reason = input.text(
                "reason",
                text -> !text.isBlank() && text.length() <= 400 && text.indexOf('\0') < 0,
                "must say why, in 1 to 400 characters");
        input.done();
        return new ManualBooking(kind, account, reference, credits, reason);
    }

    public String eventId() {
        return kind.wireName() + "." + account + "." + reference;
    }

    /** What is added to the account's prepaid credits; the other side is booked as the kind says. */
    public Credits toPrepaid() {
        return switch (kind) {
            case TOP_UP -> credits;
            case UNEXPLAINED -> credits.negated();
        };
    }
}
