package dev.kiln.dispatcher.kie;

import com.fasterxml.jackson.databind.JsonNode;
import dev.kiln.contract.Credits;
import java.math.BigDecimal;
import java.util.List;
import java.util.Objects;
import java.util.regex.Pattern;

/** Figures of credits as Kie writes them: numbers or texts, under either of two names. */
final class ReportedCredits {

    private static final List<String> NAMES = List.of("creditsConsumed", "consumeCredits");
    private static final Pattern DECIMAL = Pattern.compile("[0-9]{1,20}(\\.[0-9]{1,20})?");

    private ReportedCredits() {}

    /** What a task's data says was charged; null for no figure, for nonsense, and for two figures that differ. */
    static Credits in(JsonNode data) {
        List<Credits> figures = NAMES.stream()
                .map(name -> figure(data.path(name)))
                .filter(Objects::nonNull)
                .distinct()
                .toList();
        return figures.size() == 1 ? figures.get(0) : null;
    }

    /** Null for what is no amount: never rounded, never negative. */
    static Credits figure(JsonNode node) {
        try {
            Credits credits = node.isNumber() ? Credits.of(node.decimalValue()) : ofText(KieJson.scalar(node));
            return credits == null || credits.isNegative() ? null : credits;
        } catch (IllegalArgumentException e) {
            return null;
        }
    }

    private static Credits ofText(String text) {
        return text != null && DECIMAL.matcher(text).matches() ? Credits.of(new BigDecimal(text)) : null;
    }
}
