package dev.kiln.kiewire;

import com.fasterxml.jackson.databind.JsonNode;
import dev.kiln.contract.Credits;
import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Credits as Kie writes them: numbers or texts.
 *
 * @param credits exact and not negative; null where Kie named none that can be read
 * @param unreadable a figure was named that is none: negative, finer than three decimals, malformed, or two that differ
 */
public record ReportedCredits(Credits credits, boolean unreadable) {

    /** Kie named none. */
    public static final ReportedCredits NONE = new ReportedCredits(null, false);

    private static final List<String> NAMES = List.of("creditsConsumed", "consumeCredits");
    private static final Pattern DECIMAL = Pattern.compile("[0-9]{1,20}(\\.[0-9]{1,20})?");
    private static final ReportedCredits UNREADABLE = new ReportedCredits(null, true);

    public static ReportedCredits of(Credits credits) {
        return new ReportedCredits(credits, false);
    }

    /** Whether something may have been charged: what cannot be read does not say that nothing was. */
    public boolean mayBeBilled() {
        return unreadable || credits != null && !credits.isZero();
    }

    /** What a task's {@code data}, in a callback or a record, says was charged, under either of the names Kie uses. */
    public static ReportedCredits in(JsonNode data) {
        List<ReportedCredits> named = NAMES.stream()
                .map(name -> figure(data.path(name)))
                .filter(figure -> !figure.equals(NONE))
                .distinct()
                .toList();
        return switch (named.size()) {
            case 0 -> NONE;
            case 1 -> named.get(0);
            default -> UNREADABLE;
        };
    }

    /** One figure, such as an account's balance. */
    public static ReportedCredits figure(JsonNode node) {
        if (KieJson.isEmpty(node)) {
            return NONE;
        }
        try {
            return decimal(node)
                    .map(Credits::of)
                    .filter(credits -> !credits.isNegative())
                    .map(credits -> new ReportedCredits(credits, false))
                    .orElse(UNREADABLE);
        } catch (IllegalArgumentException e) {
            return UNREADABLE;
        }
    }

    private static Optional<BigDecimal> decimal(JsonNode node) {
        if (node.isNumber()) {
            return Optional.of(node.decimalValue());
        }
        return KieJson.text(node)
                .filter(text -> DECIMAL.matcher(text).matches())
                .map(BigDecimal::new);
    }
}
