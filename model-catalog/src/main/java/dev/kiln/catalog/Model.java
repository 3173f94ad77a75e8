package dev.kiln.catalog;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.kiln.contract.Credits;
import dev.kiln.contract.Estimate;
import dev.kiln.contract.Fault;
import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** One model of the catalog: what it is, what it accepts, where it runs and what it costs. */
public final class Model {

    static final String DIALECT = "https://json-schema.org/draft/2020-12/schema";

    private final Identity identity;
    private final ObjectNode schema;
    private final InputRules rules;
    private final PriceList prices;
    private final List<Example> examples;

    Model(Identity identity, ObjectNode schema, PriceList prices, List<Example> examples) {
        this.identity = identity;
        this.schema = schema;
        this.rules = new InputRules(schema);
        this.prices = prices;
        this.examples = List.copyOf(examples);
    }

    record Identity(String id, String title, Kind kind, Route route, Duration usualDuration) {}

    /** May contain slashes. */
    public String id() {
        return identity.id();
    }

    public String title() {
        return identity.title();
    }

    public Kind kind() {
        return identity.kind();
    }

    public Route route() {
        return identity.route();
    }

    /** From creation to result, as a rule of thumb. */
    public Duration usualDuration() {
        return identity.usualDuration();
    }

    /** The rules for an input, as a complete JSON Schema of draft 2020-12; a copy that the caller may change. */
    public ObjectNode inputSchema() {
        ObjectNode published = schema.objectNode();
        published.put("$schema", DIALECT).put("title", title());
        published.setAll(schema.deepCopy());
        return published;
    }

    /** The first one is the model's own showpiece. */
    public List<Example> examples() {
        return examples;
    }

    /** The price that holds at that time; before the first known price, the first. */
    public DatedPrice price(Instant at) {
        return prices.at(at);
    }

    /**
     * All faults of an input (at most 100), sorted by place, with pointers that begin with {@code /input}; empty means
     * that the model accepts it. Null and what is no object is a fault too. Never repeats a value.
     */
    public List<Fault> check(JsonNode input) {
        return rules.check(input);
    }

    /**
     * What is priced and sent to Kie: the input with those defaults filled in that decide the price, so that Kie's
     * own defaults cannot make it dearer, and with whole numbers written as such: 2 for 2.0. Leaves the given input as
     * it is, which must have passed {@link #check}.
     */
    public ObjectNode completed(JsonNode input) {
        ObjectNode completed = input.deepCopy();
        for (Map.Entry<String, JsonNode> field : completed.properties()) {
            if (isWhole(field.getKey()) && field.getValue().canConvertToExactIntegral()) {
                BigInteger exact = field.getValue().decimalValue().toBigIntegerExact();
                field.setValue(completed.numberNode(exact));
            }
        }
        for (String field : prices.fields()) {
            JsonNode preset = schema.path("properties").path(field).get("default");
            if (!completed.has(field) && preset != null) {
                completed.set(field, preset);
            }
        }
        return completed;
    }

    private boolean isWhole(String field) {
        return schema.path("properties").path(field).path("type").asText().equals("integer");
    }

    /** Quote and hold of an input that has passed {@link #check}; otherwise IllegalArgumentException is possible. */
    public Estimate estimate(JsonNode input, Instant at) {
        return price(at).rule().estimate(completed(input));
    }

    /** What the price rule makes of what came back, for when Kie does not say what it charged. */
    public Credits computed(JsonNode input, int assets, Instant at) {
        PriceRule rule = price(at).rule();
        if (input == null && rule.needsInput()) {
            throw new IllegalArgumentException("what came back cannot be priced without the input");
        }
        return rule.computed(input == null ? null : completed(input), assets);
    }

    InputRules rules() {
        return rules;
    }

    PriceList prices() {
        return prices;
    }
}
