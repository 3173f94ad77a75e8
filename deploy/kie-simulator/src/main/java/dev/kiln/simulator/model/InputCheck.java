package dev.kiln.simulator.model;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.util.Iterator;
import java.util.Optional;

/** Checks an input the way the vendor does: the first fault only, most of them under code 500. */
public final class InputCheck {

    /** The text for an input key that the model does not know: it reads like an outage. */
    public static final String UNKNOWN_FIELD = "Server exception, please try again later or contact customer service";

    private static final int EDIT_TOLERANCE = 2;

    private final boolean refuseUnknownFields;

    public InputCheck(boolean refuseUnknownFields) {
        this.refuseUnknownFields = refuseUnknownFields;
    }

    /** A refusal: the code of the envelope and its text. */
    public record Complaint(int code, String text) {}

    /** The first thing wrong with the input: required fields, then values, then unknown keys. */
    public Optional<Complaint> firstFault(Model model, ObjectNode input) {
        return missing(model, input)
                .or(() -> badValue(model, input))
                .or(() -> crossRule(model, input))
                .or(() -> unknownField(model, input));
    }

    private Optional<Complaint> missing(Model model, ObjectNode input) {
        return model.fields().stream()
                .filter(field -> field.required() && isEmpty(input.path(field.name())))
                .findFirst()
                .map(field -> missingText(model, field));
    }

    private static Complaint missingText(Model model, Field field) {
        if (model.family() == Family.VEO) {
            return new Complaint(422, "Please enter " + field.name());
        }
        if (model.id().equals("kling/v2-1-pro")) {
            return new Complaint(500, "This field is required");
        }
        return new Complaint(500, field.name() + " is required");
    }

    private static boolean isEmpty(JsonNode value) {
        return value.isMissingNode()
                || value.isNull()
                || value.isTextual() && value.textValue().isBlank()
                || value.isArray() && value.isEmpty();
    }

    private Optional<Complaint> badValue(Model model, ObjectNode input) {
        return model.fields().stream()
                .filter(field -> {
                    JsonNode value = input.path(field.name());
                    return !isEmpty(value) && !field.rule().accepts(value);
                })
                .findFirst()
                .map(field ->
                        new Complaint(500, field.name() + " " + field.rule().complaint()));
    }

    private Optional<Complaint> crossRule(Model model, ObjectNode input) {
        ObjectNode full = model.withDefaults(input);
        if (model.id().startsWith("hailuo/")
                && full.path("duration").asText().equals("10")
                && full.path("resolution").asText().equals("1080P")) {
            return Optional.of(new Complaint(500, "duration 10 is not supported with resolution 1080P"));
        }
        if (model.family() == Family.FLUX
                && !isEmpty(input.path("inputImage"))
                && full.path("safetyTolerance").decimalValue().compareTo(BigDecimal.valueOf(EDIT_TOLERANCE)) > 0) {
            return Optional.of(new Complaint(500, "safetyTolerance must be between 0 and 2 for image editing"));
        }
        return Optional.empty();
    }

    private Optional<Complaint> unknownField(Model model, ObjectNode input) {
        if (!refuseUnknownFields) {
            return Optional.empty();
        }
        for (Iterator<String> names = input.fieldNames(); names.hasNext(); ) {
            String name = names.next();
            if (model.fields().stream().noneMatch(field -> field.name().equals(name))) {
                return Optional.of(new Complaint(500, UNKNOWN_FIELD));
            }
        }
        return Optional.empty();
    }
}
