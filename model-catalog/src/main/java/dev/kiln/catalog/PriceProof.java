package dev.kiln.catalog;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Holds a price rule to the model's fields: a price for every combination that is allowed, and none for others. */
final class PriceProof {

    private static final int MAX_VALUES = 1_000;
    private static final int MAX_COMBINATIONS = 10_000;
    private static final Pattern SECONDS = Pattern.compile("[1-9][0-9]{0,4}");

    private final String file;
    private final String pointer;
    private final JsonNode schema;
    private final InputRules rules;

    PriceProof(String file, String pointer, Model model) {
        this.file = file;
        this.pointer = pointer;
        this.schema = model.inputSchema();
        this.rules = model.rules();
    }

    void demand(PriceRule rule) {
        for (String field : rule.fields()) {
            demandAlwaysThere(field);
        }
        switch (rule) {
            case PriceRule.Flat flat -> {}
            case PriceRule.Table table -> demandCovered(table);
            case PriceRule.PerSecond perSecond -> demandCovered(perSecond);
            case PriceRule.PerUnit perUnit -> {
                if (!field(perUnit.unitsField()).path("type").asText().equals("integer")) {
                    throw wrong("/unitsField", "must name a field of whole numbers");
                }
                values(perUnit.unitsField());
            }
        }
    }

    private void demandAlwaysThere(String field) {
        if (field(field).isMissingNode()) {
            throw wrong("", "depends on " + field + ", which is not a field of this model");
        }
        boolean required = false;
        for (JsonNode name : schema.path("required")) {
            required |= name.asText().equals(field);
        }
        if (!required && !field(field).has("default")) {
            throw wrong("", "depends on " + field + ", which is neither required nor has a default");
        }
    }

    private void demandCovered(PriceRule.Table table) {
        Set<List<String>> allowed = allowed(table.fields());
        for (List<String> values : allowed) {
            if (!table.entries().containsKey(values)) {
                throw wrong("/entries", "has no entry for the allowed " + named(table.fields(), values));
            }
        }
        for (List<String> values : table.entries().keySet()) {
            if (!allowed.contains(values)) {
                throw wrong("/entries", "has an entry for " + named(table.fields(), values) + ", which is not allowed");
            }
        }
    }

    private void demandCovered(PriceRule.PerSecond rule) {
        for (JsonNode seconds : values(rule.secondsField())) {
            if (!SECONDS.matcher(seconds.asText()).matches()) {
                throw wrong("/secondsField", "must name a field whose values are whole seconds");
            }
        }
        Set<String> allowed =
                values(rule.byField()).stream().map(JsonNode::asText).collect(Collectors.toSet());
        if (!allowed.equals(rule.rates().keySet())) {
            throw wrong("/credits", "must have exactly one entry for each allowed value of " + rule.byField());
        }
    }

    private Set<List<String>> allowed(List<String> fields) {
        List<ObjectNode> combinations = List.of(JsonNodeFactory.instance.objectNode());
        for (String field : fields) {
            List<ObjectNode> longer = new ArrayList<>();
            for (ObjectNode shorter : combinations) {
                values(field).forEach(value -> longer.add(shorter.deepCopy().set(field, value)));
            }
            if (longer.size() > MAX_COMBINATIONS) {
                throw wrong("/fields", "have more than " + MAX_COMBINATIONS + " combinations");
            }
            combinations = longer;
        }
        return combinations.stream()
                .filter(rules::allowsTogether)
                .map(values ->
                        fields.stream().map(field -> values.get(field).asText()).toList())
                .collect(Collectors.toSet());
    }

    private List<JsonNode> values(String name) {
        JsonNode field = field(name);
        List<JsonNode> values = new ArrayList<>();
        field.path("enum").forEach(values::add);
        if (values.isEmpty() && field.path("type").asText().equals("integer")) {
            long from = field.path("minimum").asLong();
            long to = field.path("maximum").asLong();
            if (from < 0 || to - from >= MAX_VALUES) {
                throw wrong("", "depends on " + name + ", which has negative or too many values");
            }
            for (long value = from; value <= to; value++) {
                values.add(JsonNodeFactory.instance.numberNode(value));
            }
        }
        if (values.isEmpty()) {
            throw wrong("", "depends on " + name + ", which has no closed set of values");
        }
        return values;
    }

    private JsonNode field(String name) {
        return schema.path("properties").path(name);
    }

    private CatalogException wrong(String below, String problem) {
        return new CatalogException(file, pointer + below, problem);
    }

    private static String named(List<String> fields, List<String> values) {
        List<String> pairs = new ArrayList<>();
        for (int i = 0; i < fields.size(); i++) {
            pairs.add(fields.get(i) + " " + values.get(i));
        }
        return String.join(", ", pairs);
    }
}
