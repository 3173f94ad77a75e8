package dev.kiln.catalog;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.kiln.contract.Estimate;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/** Turns one model file into a model, or says what is wrong with it and where. */
final class ModelReader {

    private static final Pattern ID = Pattern.compile("[a-z0-9][a-z0-9._-]*(/[a-z0-9][a-z0-9._-]*)*");
    private static final int MAX_ID = 128;
    private static final int MAX_SECONDS = 86_400;

    private ModelReader() {}

    /** The name that the file of a model must have. */
    static String fileName(String id) {
        return id.replace("/", "__") + ".yaml";
    }

    static Model read(String file, JsonNode content) {
        Section model = Section.of(file, "", content);
        model.only(Set.of("id", "title", "kind", "route", "usualSeconds", "input", "price", "examples"));
        Model.Identity identity =
                new Model.Identity(id(model), model.text("title"), kind(model), route(model), usualDuration(model));
        ObjectNode schema = SchemaReader.read(model.section("input"));
        return new Model(identity, schema, PriceReader.read(model), examples(model));
    }

    private static String id(Section model) {
        String id = model.text("id");
        if (id.length() > MAX_ID || !ID.matcher(id).matches()) {
            throw model.wrong("id", "must be segments of lower-case letters, digits, dots, hyphens or underscores");
        }
        if (!model.file().equals(fileName(id))) {
            throw model.wrong("id", "does not match the file's name, which must be " + fileName(id));
        }
        return id;
    }

    private static Kind kind(Section model) {
        return Kind.named(model.text("kind")).orElseThrow(() -> model.wrong("kind", "must be image or video"));
    }

    private static Route route(Section model) {
        Section route = model.section("route");
        route.only(Set.of("family", "upstreamModel"));
        Family family = Family.named(route.text("family"))
                .orElseThrow(() -> route.wrong("family", "must be one of jobs, veo, flux-kontext"));
        return new Route(family, route.text("upstreamModel"));
    }

    private static Duration usualDuration(Section model) {
        JsonNode seconds = model.required("usualSeconds");
        if (!seconds.isInt() || seconds.intValue() < 1 || seconds.intValue() > MAX_SECONDS) {
            throw model.wrong("usualSeconds", "must be a whole number from 1 to " + MAX_SECONDS);
        }
        return Duration.ofSeconds(seconds.intValue());
    }

    private static List<Example> examples(Section model) {
        List<Example> examples = new ArrayList<>();
        for (Section example : model.sections("examples")) {
            example.only(Set.of("name", "input", "quote", "hold"));
            try {
                Estimate expected = new Estimate(example.credits("quote"), example.credits("hold"));
                examples.add(new Example(
                        example.text("name"), example.section("input").node(), expected));
            } catch (IllegalArgumentException unfit) {
                throw example.wrong("hold", unfit.getMessage());
            }
        }
        return examples;
    }
}
