package dev.kiln.callback.decode;

import com.fasterxml.jackson.databind.JsonNode;
import dev.kiln.contract.Credits;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * What Kie says it charged, under either of the names it uses.
 *
 * @param credits exact and not negative; null where Kie named none that can be read
 * @param unreadable a figure was named that is none: negative, finer than three decimals, malformed, or two that differ
 */
public record ReportedCredits(Credits credits, boolean unreadable) {

    private static final List<String> NAMES = List.of("consumeCredits", "creditsConsumed");
    private static final Pattern DECIMAL = Pattern.compile("[0-9]{1,20}(\\.[0-9]{1,20})?");
    private static final ReportedCredits NONE = new ReportedCredits(null, false);
    private static final ReportedCredits UNREADABLE = new ReportedCredits(null, true);

    /** Reads a callback's {@code data}. */
    static ReportedCredits in(JsonNode data) {
        List<JsonNode> named = new ArrayList<>();
        for (String name : NAMES) {
            JsonNode node = data.path(name);
            if (!isAbsent(node)) {
                named.add(node);
            }
        }
        try {
            Set<Credits> figures = new HashSet<>();
            named.forEach(node -> figures.add(figure(node)));
            return switch (figures.size()) {
                case 0 -> NONE;
                case 1 -> new ReportedCredits(figures.iterator().next(), false);
                default -> UNREADABLE;
            };
        } catch (IllegalArgumentException e) {
            return UNREADABLE;
        }
    }

    private static boolean isAbsent(JsonNode node) {
        return node.isMissingNode()
                || node.isNull()
                || (node.isTextual() && node.textValue().isBlank());
    }

    private static Credits figure(JsonNode node) {
        Credits credits = Credits.of(decimal(node));
        if (credits.isNegative()) {
            throw new IllegalArgumentException("negative");
        }
        return credits;
    }

    private static BigDecimal decimal(JsonNode node) {
        if (node.isNumber()) {
            return node.decimalValue();
        }
        if (node.isTextual() && DECIMAL.matcher(node.textValue().strip()).matches()) {
            return new BigDecimal(node.textValue().strip());
        }
        throw new IllegalArgumentException("no number");
    }
}
