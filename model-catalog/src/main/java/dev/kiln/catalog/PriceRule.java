package dev.kiln.catalog;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.kiln.contract.Credits;
import dev.kiln.contract.Estimate;
import java.util.List;
import java.util.Map;

/**
 * How credits follow from an input. Sealed: the kinds are a small closed set, so that a price can be read off a file
 * without an expression language; a new kind is deliberate and the compiler lists what must learn it.
 *
 * <p>Inputs given here are complete and fit the model.
 */
public sealed interface PriceRule {

    /** As written in the model files and shown by the API. */
    String kind();

    /** The input's fields that decide the price. */
    List<String> fields();

    Estimate estimate(JsonNode input);

    /**
     * What the rule makes of a generation that came back with so many assets.
     *
     * @param input may be null where {@link #needsInput} is false
     */
    Credits computed(JsonNode input, int assets);

    /** Whether what came back cannot be priced without the input. */
    boolean needsInput();

    /** Adds what the rule is made of; credits as decimal strings. */
    void describe(ObjectNode into);

    /** The same for every input. */
    record Flat(Credits credits) implements PriceRule {

        @Override
        public String kind() {
            return "flat";
        }

        @Override
        public List<String> fields() {
            return List.of();
        }

        @Override
        public Estimate estimate(JsonNode input) {
            return new Estimate(credits, credits);
        }

        @Override
        public Credits computed(JsonNode input, int assets) {
            return credits;
        }

        @Override
        public boolean needsInput() {
            return false;
        }

        @Override
        public void describe(ObjectNode into) {
            into.put("credits", credits.toString());
        }
    }

    /** Looked up by the values of some fields, in the order of {@code fields}. */
    record Table(List<String> fields, Map<List<String>, Credits> entries) implements PriceRule {

        public Table {
            fields = List.copyOf(fields);
            entries = Map.copyOf(entries);
        }

        @Override
        public String kind() {
            return "table";
        }

        @Override
        public Estimate estimate(JsonNode input) {
            Credits credits = lookUp(input);
            return new Estimate(credits, credits);
        }

        @Override
        public Credits computed(JsonNode input, int assets) {
            return lookUp(input);
        }

        private Credits lookUp(JsonNode input) {
            return known(entries.get(
                    fields.stream().map(field -> valueOf(input, field)).toList()));
        }

        @Override
        public boolean needsInput() {
            return true;
        }

        @Override
        public void describe(ObjectNode into) {
            var rows = into.putArray("entries");
            entries.entrySet().stream()
                    .sorted(Map.Entry.<List<String>, Credits>comparingByValue()
                            .thenComparing(entry -> entry.getKey().toString()))
                    .forEach(entry -> {
                        ObjectNode row = rows.addObject();
                        ObjectNode when = row.putObject("when");
                        for (int i = 0; i < fields.size(); i++) {
                            when.put(fields.get(i), entry.getKey().get(i));
                        }
                        row.put("credits", entry.getValue().toString());
                    });
        }
    }

    /** Seconds asked for, times a rate that another field decides. */
    record PerSecond(String secondsField, String byField, Map<String, Credits> rates) implements PriceRule {

        public PerSecond {
            rates = Map.copyOf(rates);
        }

        @Override
        public String kind() {
            return "perSecond";
        }

        @Override
        public List<String> fields() {
            return List.of(secondsField, byField);
        }

        @Override
        public Estimate estimate(JsonNode input) {
            Credits credits = total(input);
            return new Estimate(credits, credits);
        }

        @Override
        public Credits computed(JsonNode input, int assets) {
            return total(input);
        }

        private Credits total(JsonNode input) {
            return known(rates.get(valueOf(input, byField))).times(Long.parseLong(valueOf(input, secondsField)));
        }

        @Override
        public boolean needsInput() {
            return true;
        }

        @Override
        public void describe(ObjectNode into) {
            into.put("secondsField", secondsField).put("byField", byField);
            ObjectNode credits = into.putObject("credits");
            rates.entrySet().stream()
                    .sorted(Map.Entry.comparingByValue())
                    .forEach(rate -> credits.put(rate.getKey(), rate.getValue().toString()));
        }
    }

    /** For each asset that comes back; a field of the input limits how many can. */
    record PerUnit(String unitsField, Credits credits) implements PriceRule {

        @Override
        public String kind() {
            return "perUnit";
        }

        @Override
        public List<String> fields() {
            return List.of(unitsField);
        }

        @Override
        public Estimate estimate(JsonNode input) {
            Credits most = credits.times(Long.parseLong(valueOf(input, unitsField)));
            return new Estimate(most, most);
        }

        @Override
        public Credits computed(JsonNode input, int assets) {
            return credits.times(assets);
        }

        @Override
        public boolean needsInput() {
            return false;
        }

        @Override
        public void describe(ObjectNode into) {
            into.put("unitsField", unitsField).put("credits", credits.toString());
        }
    }

    private static String valueOf(JsonNode input, String field) {
        JsonNode value = input.path(field);
        if (value.isNumber() && value.canConvertToExactIntegral()) {
            return value.decimalValue().toBigIntegerExact().toString();
        }
        if (value.isTextual()) {
            return value.textValue();
        }
        throw new IllegalArgumentException("the input does not fit the model: " + field);
    }

    private static Credits known(Credits credits) {
        if (credits == null) {
            throw new IllegalArgumentException("the input does not fit the model: it has no price");
        }
        return credits;
    }
}
