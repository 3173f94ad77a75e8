package dev.kiln.gateway.accept;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.kiln.catalog.Catalog;
import dev.kiln.catalog.Model;
import dev.kiln.contract.Fault;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Reads a body and checks it against the catalog; finds all its faults, not only the first. */
public final class ReadRequest {

    private static final Set<String> FIELDS = Set.of("model", "input", "reference", "metadata", "lane", "expiresAt");
    private static final int MAX_UNKNOWN_FIELDS = 20;

    private final Catalog catalog;
    private final Clock clock;

    public ReadRequest(Catalog catalog, Clock clock) {
        this.catalog = catalog;
        this.clock = clock;
    }

    public Reading read(byte[] body) {
        ObjectNode json;
        try {
            json = JsonBody.read(body);
        } catch (UnreadableBody e) {
            return new Reading.Unreadable(e.getMessage());
        }
        List<Fault> unsafe = UnsafeValues.in(json);
        Reading checked = check(json);
        return unsafe.isEmpty() ? checked : new Reading.Unsafe(joined(unsafe, checked));
    }

    /** A place where the value itself is unsafe is told once. */
    private static List<Fault> joined(List<Fault> unsafe, Reading checked) {
        List<Fault> all = new ArrayList<>(unsafe);
        if (checked instanceof Reading.Faulty faulty) {
            Set<String> told = unsafe.stream().map(Fault::pointer).collect(Collectors.toSet());
            faulty.faults().stream()
                    .filter(fault -> !told.contains(fault.pointer()))
                    .forEach(all::add);
        }
        return List.copyOf(all);
    }

    private Reading check(ObjectNode json) {
        Instant now = clock.instant();
        List<Fault> faults = unknownFields(json);
        Optional<Model> model = model(json.get("model"), faults);
        JsonNode input = input(json.get("input"), faults);
        if (model.isPresent() && input != null) {
            faults.addAll(model.get().check(input));
        }
        RequestOptions options = new OptionsReader(now, faults).read(json);
        if (!faults.isEmpty()) {
            return new Reading.Faulty(List.copyOf(faults), json);
        }
        Model known = model.orElseThrow();
        return new Reading.Good(
                new CheckedRequest(known.id(), input, options, known.estimate(input, now), catalog.revision()), json);
    }

    private static List<Fault> unknownFields(ObjectNode json) {
        List<Fault> faults = new ArrayList<>();
        json.properties().stream()
                .map(field -> field.getKey())
                .filter(name -> !FIELDS.contains(name))
                .limit(MAX_UNKNOWN_FIELDS)
                .forEach(name -> faults.add(new Fault("/" + Pointers.escaped(name), "is not a known field")));
        return faults;
    }

    private Optional<Model> model(JsonNode node, List<Fault> faults) {
        if (node == null || node.isNull()) {
            faults.add(new Fault("/model", "is missing: it names a model of GET /v1/models"));
            return Optional.empty();
        }
        if (!node.isTextual()) {
            faults.add(new Fault("/model", "must be a string"));
            return Optional.empty();
        }
        Optional<Model> model = catalog.find(node.textValue());
        if (model.isEmpty()) {
            faults.add(new Fault("/model", "is not a model of GET /v1/models"));
        }
        return model;
    }

    private static JsonNode input(JsonNode node, List<Fault> faults) {
        if (node == null || node.isNull()) {
            faults.add(new Fault("/input", "is missing"));
            return null;
        }
        if (!node.isObject()) {
            faults.add(new Fault("/input", "must be an object"));
            return null;
        }
        return node;
    }
}
