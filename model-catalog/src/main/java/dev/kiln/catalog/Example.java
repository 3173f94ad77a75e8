package dev.kiln.catalog;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.kiln.contract.Estimate;

/**
 * An input that the model accepts.
 *
 * @param expected what it is estimated at by the latest price
 */
public record Example(String name, ObjectNode input, Estimate expected) {

    public Example {
        input = input.deepCopy();
    }

    /** A copy that the caller may change. */
    @Override
    public ObjectNode input() {
        return input.deepCopy();
    }
}
