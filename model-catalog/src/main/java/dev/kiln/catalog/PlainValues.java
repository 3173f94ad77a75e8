package dev.kiln.catalog;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.kiln.contract.Fault;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Takes out of an input what no client writes on purpose: numbers such as {@code 1e999999999}, on which exact
 * arithmetic takes for ever, and characters that neither UTF-8 nor a database can hold.
 */
final class PlainValues {

    private static final int MAX_EXPONENT = 30;
    private static final int MAX_BITS = 100;

    private PlainValues() {}

    /** The input without the fields that hold such a value; adds a fault for each. */
    static ObjectNode of(ObjectNode input, List<Fault> faults) {
        ObjectNode plain = input.objectNode();
        for (Map.Entry<String, JsonNode> field : input.properties()) {
            Optional<String> problem = problem(field.getValue());
            if (problem.isPresent()) {
                faults.add(new Fault(FaultWording.pointer(FaultWording.ROOT, field.getKey()), problem.get()));
            } else {
                plain.set(field.getKey(), field.getValue());
            }
        }
        return plain;
    }

    /** Whether every character can be stored and sent: no U+0000, no half of a surrogate pair. */
    static boolean storable(String text) {
        return text.indexOf('\0') < 0 && text.codePoints().noneMatch(PlainValues::halfOfAPair);
    }

    private static boolean halfOfAPair(int codePoint) {
        return codePoint >= Character.MIN_SURROGATE && codePoint <= Character.MAX_SURROGATE;
    }

    private static Optional<String> problem(JsonNode value) {
        if (value.isContainerNode()) {
            return value.valueStream()
                    .map(PlainValues::problem)
                    .flatMap(Optional::stream)
                    .findFirst();
        }
        if (value.isTextual() && !storable(value.textValue())) {
            return Optional.of("holds a character that is no text: U+0000 or half of a surrogate pair");
        }
        return outlandish(value) ? Optional.of("holds a number outside the range of any model") : Optional.empty();
    }

    private static boolean outlandish(JsonNode value) {
        if (value.isBigInteger()) {
            return value.bigIntegerValue().bitLength() > MAX_BITS;
        }
        if (value.isDouble() || value.isFloat()) {
            return !Double.isFinite(value.doubleValue());
        }
        return value.isBigDecimal() && outlandish(value.decimalValue());
    }

    private static boolean outlandish(BigDecimal value) {
        return Math.abs((long) value.scale()) > MAX_EXPONENT || value.precision() > MAX_EXPONENT;
    }
}
