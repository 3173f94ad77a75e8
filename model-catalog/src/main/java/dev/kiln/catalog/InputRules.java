package dev.kiln.catalog;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.Error;
import com.networknt.schema.Schema;
import dev.kiln.contract.Fault;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What a model accepts: its fields by JSON Schema, then the sentences that join several fields. */
final class InputRules {

    /** The most faults reported for one input. */
    static final int MAX_FAULTS = 100;
    /** The most fields of an input, and elements of a list in it; far beyond any model. */
    static final int MAX_SIZE = 200;

    private static final Comparator<Fault> BY_PLACE =
            Comparator.comparing(Fault::pointer).thenComparing(Fault::detail);

    private final ObjectNode schema;
    private volatile Compiled compiled;

    InputRules(ObjectNode schema) {
        this.schema = schema;
    }

    private record Compiled(Schema fields, List<JoiningRule> joining) {}

    private record JoiningRule(Fault fault, Schema schema) {}

    List<Fault> check(JsonNode input) {
        if (!(input instanceof ObjectNode object)) {
            return List.of(new Fault(FaultWording.ROOT, "must be an object that holds the model's fields"));
        }
        Optional<Fault> oversized = oversized(object);
        if (oversized.isPresent()) {
            return List.of(oversized.get());
        }
        List<Fault> faults = new ArrayList<>();
        ObjectNode measured = PlainValues.of(object, faults);
        Map<String, List<Error>> errors = new LinkedHashMap<>();
        for (Error error : compiled().fields().validate(measured)) {
            errors.computeIfAbsent(FaultWording.pointer(error), place -> new ArrayList<>())
                    .add(error);
        }
        faults.forEach(fault -> errors.remove(fault.pointer()));
        FaultWording wording = new FaultWording(schema);
        errors.forEach((pointer, found) -> faults.addAll(wording.faults(pointer, found)));
        faults.addAll(joiningFaults(measured));
        return faults.stream().distinct().sorted(BY_PLACE).limit(MAX_FAULTS).toList();
    }

    /** Found before the schema is asked, which would make an object of each of a million faults. */
    private static Optional<Fault> oversized(ObjectNode input) {
        if (input.size() > MAX_SIZE) {
            return Optional.of(new Fault(FaultWording.ROOT, "must not have more than " + MAX_SIZE + " fields"));
        }
        return input.properties().stream()
                .filter(field -> field.getValue().size() > MAX_SIZE)
                .findFirst()
                .map(field -> new Fault(
                        FaultWording.pointer(FaultWording.ROOT, field.getKey()),
                        "must not have more than " + MAX_SIZE + " elements"));
    }

    /** Whether these values go together, whatever the other fields hold. */
    boolean allowsTogether(ObjectNode values) {
        return joiningFaults(values).isEmpty();
    }

    private List<Fault> joiningFaults(ObjectNode input) {
        return compiled().joining().stream()
                .filter(rule -> !rule.schema().validate(input).isEmpty())
                .map(JoiningRule::fault)
                .toList();
    }

    /** Compiled at first use: a service that starts needs none of them. */
    private Compiled compiled() {
        Compiled ready = compiled;
        if (ready == null) {
            synchronized (this) {
                ready = compiled == null ? compile() : compiled;
                compiled = ready;
            }
        }
        return ready;
    }

    private Compiled compile() {
        ObjectNode fields = schema.deepCopy();
        List<JoiningRule> joining = new ArrayList<>();
        for (JsonNode rule : schema.path("allOf")) {
            ObjectNode condition = schema.objectNode();
            condition.set("if", rule.get("if"));
            condition.set("then", rule.get("then"));
            Fault fault = new Fault(
                    FaultWording.ROOT + "/" + rule.get("field").textValue(),
                    rule.get("message").textValue().strip());
            joining.add(new JoiningRule(fault, Schemas.compiled(condition)));
        }
        fields.remove("allOf");
        return new Compiled(Schemas.compiled(fields), List.copyOf(joining));
    }
}
