package dev.kiln.gateway.accept;

import com.fasterxml.jackson.databind.JsonNode;
import dev.kiln.contract.Fault;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;

/** Finds what JSON allows and no consumer can keep: NUL characters, halves of surrogate pairs, gigantic exponents. */
final class UnsafeValues {

    /** The most faults reported; the search ends with them. */
    static final int MAX_FAULTS = 100;

    private static final int MAX_EXPONENT = 40;

    private final List<Fault> faults = new ArrayList<>();

    private UnsafeValues() {}

    /** At most {@link #MAX_FAULTS}. */
    static List<Fault> in(JsonNode root) {
        UnsafeValues found = new UnsafeValues();
        found.visit("", root);
        return found.faults;
    }

    private void visit(String pointer, JsonNode node) {
        if (node.isTextual() && !isSafe(node.textValue())) {
            faults.add(new Fault(pointer, "must not hold a NUL character or half of a surrogate pair"));
        } else if (node.isNumber() && !isSafe(node.decimalValue())) {
            faults.add(new Fault(pointer, "must not have more than " + MAX_EXPONENT + " places"));
        } else if (node.isArray()) {
            for (int i = 0; i < node.size() && !isEnough(); i++) {
                visit(pointer + "/" + i, node.get(i));
            }
        } else {
            node.properties().stream()
                    .takeWhile(field -> !isEnough())
                    .forEach(field -> visitField(pointer, field.getKey(), field.getValue()));
        }
    }

    private boolean isEnough() {
        return faults.size() >= MAX_FAULTS;
    }

    private void visitField(String pointer, String name, JsonNode value) {
        if (isSafe(name)) {
            visit(pointer + "/" + Pointers.escaped(name), value);
        } else {
            faults.add(new Fault(pointer, "must not have a name with a NUL character or half of a surrogate pair"));
        }
    }

    private static boolean isSafe(BigDecimal number) {
        return Math.abs((long) number.precision() - number.scale()) <= MAX_EXPONENT && number.scale() <= MAX_EXPONENT;
    }

    private static boolean isSafe(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == 0 || Character.isLowSurrogate(c)) {
                return false;
            }
            if (Character.isHighSurrogate(c)) {
                i++;
                if (i == text.length() || !Character.isLowSurrogate(text.charAt(i))) {
                    return false;
                }
            }
        }
        return true;
    }
}
