package dev.kiln.billing.input;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.kiln.contract.ContractJson;
import dev.kiln.contract.Credits;
import dev.kiln.contract.Fault;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;

/** Reads a JSON object field by field, and gathers all that is wrong with it. */
public final class InputReader {

    /** Percentages of credits, and sums of many, are credits too. */
    private static final Credits LARGEST = Credits.of(100_000_000);

    private final JsonNode node;
    private final String at;
    private final List<Fault> faults;

    private InputReader(JsonNode node, String at, List<Fault> faults) {
        this.node = node;
        this.at = at;
        this.faults = faults;
    }

    /** The whole body; what is no JSON object is refused at once. */
    public static InputReader of(byte[] body, Set<String> fields) {
        InputReader reader = new InputReader(parsed(body), "", new ArrayList<>());
        reader.only(fields);
        return reader;
    }

    private static ObjectNode parsed(byte[] body) {
        try {
            String text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(body))
                    .toString();
            if (ContractJson.mapper().readTree(text) instanceof ObjectNode object) {
                return object;
            }
        } catch (CharacterCodingException | JacksonException | NumberFormatException e) {
            throw new InvalidInput(List.of(new Fault("", "must be one JSON document in UTF-8 within the bounds")));
        }
        throw new InvalidInput(List.of(new Fault("", "must be a JSON object")));
    }

    private void only(Set<String> fields) {
        node.fieldNames().forEachRemaining(name -> {
            if (!fields.contains(name)) {
                String known = String.join(", ", fields.stream().sorted().toList());
                fault(pointer(shown(name)), "is not known here; known are " + known);
            }
        });
    }

    /** The objects in a field's list, each of these fields. */
    public List<InputReader> objects(String field, int least, int most, Set<String> fields) {
        JsonNode list = node.path(field);
        if (!list.isArray() || list.size() < least || list.size() > most) {
            fault(pointer(field), "must be a list of " + least + " to " + most + " objects");
            return List.of();
        }
        List<InputReader> readers = new ArrayList<>();
        for (int index = 0; index < list.size(); index++) {
            InputReader reader = new InputReader(list.get(index), pointer(field) + "/" + index, faults);
            if (list.get(index).isObject()) {
                reader.only(fields);
                readers.add(reader);
            } else {
                faults.add(new Fault(reader.at, "must be an object"));
            }
        }
        return readers;
    }

    /** A text that passes; empty, with a fault, where it does not. */
    public String text(String field, Predicate<String> rule, String must) {
        JsonNode value = node.path(field);
        if (value.isTextual() && rule.test(value.textValue())) {
            return value.textValue();
        }
        fault(pointer(field), must);
        return "";
    }

    /** An exact decimal string that passes and is not too large; zero, with a fault, where it is none. */
    public Credits credits(String field, Predicate<Credits> rule) {
        JsonNode value = node.path(field);
        try {
            if (value.isTextual()) {
                Credits credits = Credits.of(value.textValue());
                if (rule.test(credits) && credits.amount().abs().compareTo(LARGEST.amount()) <= 0) {
                    return credits;
                }
            }
        } catch (IllegalArgumentException e) {
            // no decimal: said below like every other amount that is none
        }
        fault(
                pointer(field),
                "must be credits as a decimal string such as \"12.5\", within the bounds and at most " + LARGEST);
        return Credits.ZERO;
    }

    /** True or false; false, with a fault, where it is neither. */
    public boolean flag(String field) {
        JsonNode value = node.path(field);
        if (!value.isBoolean()) {
            fault(pointer(field), "must be true or false");
        }
        return value.isBoolean() && value.booleanValue();
    }

    /** A point in time; the epoch, with a fault, where it is none. */
    public Instant instant(String field) {
        try {
            return Instant.parse(node.path(field).asText());
        } catch (DateTimeException e) {
            fault(pointer(field), "must be a time such as 2026-11-23T10:00:00Z");
            return Instant.EPOCH;
        }
    }

    public boolean has(String field) {
        return node.hasNonNull(field);
    }

    /** What only the reader of the whole can see. */
    public void wrong(String field, String must) {
        fault(pointer(field), must);
    }

    /** Throws {@link InvalidInput} where anything was wrong. */
    public void done() {
        if (!faults.isEmpty()) {
            throw new InvalidInput(faults);
        }
    }

    private void fault(String pointer, String must) {
        faults.add(new Fault(pointer, must));
    }

    private String pointer(String field) {
        return at + "/" + field.replace("~", "~0").replace("/", "~1");
    }

    /** Names come from outside. */
    private static String shown(String name) {
        String plain = name.replaceAll("[^A-Za-z0-9._-]", "?");
        return plain.length() <= 32 ? plain : plain.substring(0, 32);
    }
}
