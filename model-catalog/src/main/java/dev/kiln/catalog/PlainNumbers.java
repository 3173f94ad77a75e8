package dev.kiln.catalog;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.kiln.contract.Fault;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;

/**
 * Takes out of an input what only an attacker writes, such as {@code 1e999999999}: exact arithmetic on it would take
 * for ever.
 */
final class PlainNumbers {

    private static final int MAX_EXPONENT = 100;
    private static final int MAX_BITS = 512;

    private PlainNumbers() {}

    /** The input without the fields that hold such a number; adds a fault for each. */
    static ObjectNode of(ObjectNode input, List<Fault> faults) {
        ObjectNode plain = input.objectNode();
        for (Map.Entry<String, JsonNode> field : input.properties()) {
            if (outlandish(field.getValue())) {
                String pointer = FaultWording.pointer(FaultWording.ROOT, field.getKey());
                faults.add(new Fault(pointer, "holds a number outside the range of any model"));
            } else {
                plain.set(field.getKey(), field.getValue());
            }
        }
        return plain;
    }

    private static boolean outlandish(JsonNode value) {
        if (value.isContainerNode()) {
            for (JsonNode child : value) {
                if (outlandish(child)) {
                    return true;
                }
            }
            return false;
        }
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
