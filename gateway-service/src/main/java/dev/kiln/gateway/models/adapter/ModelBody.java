package dev.kiln.gateway.models.adapter;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.kiln.catalog.Example;
import dev.kiln.catalog.Model;
import dev.kiln.contract.Estimate;
import java.time.Instant;
import java.util.List;

/**
 * A model as it is written.
 *
 * @param catalogRevision the catalog that says so
 * @param price the rule of today, in credits
 * @param inputSchema JSON Schema of the request's {@code input}
 */
record ModelBody(
        @JsonUnwrapped ModelsBody.Entry entry,
        String catalogRevision,
        ObjectNode price,
        ObjectNode inputSchema,
        List<Sample> examples) {

    static ModelBody of(Model model, String catalogRevision, Instant now) {
        return new ModelBody(
                ModelsBody.Entry.of(model),
                catalogRevision,
                model.price(now).described(),
                model.inputSchema(),
                model.examples().stream().map(Sample::of).toList());
    }

    /** An input that is valid, and its price. */
    record Sample(
            String name, ObjectNode input, @JsonUnwrapped Estimate estimate) {

        static Sample of(Example example) {
            return new Sample(example.name(), example.input(), example.expected());
        }
    }
}
