package dev.kiln.dispatcher.operate;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.kiln.contract.ContractJson;
import dev.kiln.contract.Credits;
import dev.kiln.contract.Fault;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;

/** Reads a JSON object of an operator's field by field, and gathers all that is wrong with it. */
public final class InputReader {

    private static final int LONGEST_REASON = 400;

    /** Sums of many are credits, too. */
    private static final Credits LARGEST = Credits.of(100_000_000);

    private final JsonNode node;
    private final String at;
    private final List<Fault> faults;

    private InputReader(JsonNode node, String at, List<Fault> faults) {
        this.node = node;
        this.at = at;
        this.faults = faults;
    }

    /** The whole body; what is no JSON object of these fields is a problem. */
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
            throw Problem.of(ProblemKind.UNREADABLE, "The body is not one JSON document in UTF-8 within the bounds.")
                    .raised();
        }
        throw Problem.of(ProblemKind.UNREADABLE, "The body must be a JSON object.")
                .raised();
    }

    private void only(Set<String> fields) {
        node.fieldNames().forEachRemaining(name -> {
            if (!fields.contains(name)) {
                fault(pointer(shown(name)), "is not known here; known are " + String.join(", ", sorted(fields)));
            }
        });
    }

    private static List<String> sorted(Set<String> fields) {
        return fields.stream().sorted().toList();
    }

    /** The objects in a field's list, each of these fields. */
    List<InputReader> objects(String field, int most, Set<String> fields) {
        JsonNode list = node.path(field);
        if (!list.isArray() || list.isEmpty() || list.size() > most) {
            fault(pointer(field), "must be a list of 1 to " + most + " objects");
            return List.of();
        }
        List<InputReader> readers = new ArrayList<>();
        for (int index = 0; index < list.size(); index++) {
            InputReader reader = new InputReader(list.get(index), pointer(field) + "/" + index, faults);
            if (list.get(index).isObject()) {
                reader.only(fields);
                readers.add(reader);
            } else {
                fault(reader.at, "must be an object");
            }
        }
        return readers;
    }

    /** A text that passes; blank, with a fault, where it does not. */
    String text(String field, Predicate<String> rule, String must) {
        JsonNode value = node.path(field);
        if (value.isTextual() && rule.test(value.textValue())) {
            return value.textValue();
        }
        fault(pointer(field), must);
        return "";
    }

    /** Why an operator does it. */
    public String reason() {
        return text(
                        "reason",
                        text -> !text.isBlank() && text.length() <= LONGEST_REASON && text.indexOf('\0') < 0,
                        "must say why, in 1 to " + LONGEST_REASON + " characters")
                .replaceAll("\\p{Cntrl}+", " ")
                .strip();
    }

    /** From 1; 1, with a fault, where it is none. */
    int number(String field) {
        JsonNode value = node.path(field);
        if (value.isInt() && value.intValue() >= 1) {
            return value.intValue();
        }
        fault(pointer(field), "must be a whole number from 1");
        return 1;
    }

    /** Not negative and not too large; zero, with a fault, where it is no such decimal string. */
    Credits credits(String field) {
        JsonNode value = node.path(field);
        try {
            if (value.isTextual()) {
                Credits credits = Credits.of(value.textValue());
                if (!credits.isNegative() && credits.compareTo(LARGEST) <= 0) {
                    return credits;
                }
            }
        } catch (IllegalArgumentException e) {
            // no decimal: said below like every other amount that is none
        }
        fault(pointer(field), "must be credits as a decimal string such as \"12.5\", from 0 to " + LARGEST);
        return Credits.ZERO;
    }

    /** False where it is left out. */
    public boolean flag(String field) {
        if (has(field) && !node.path(field).isBoolean()) {
            fault(pointer(field), "must be true or false");
        }
        return node.path(field).asBoolean();
    }

    boolean has(String field) {
        return !(node.path(field) instanceof MissingNode);
    }

    /** What only the reader of the whole can see. */
    void wrong(String field, String must) {
        fault(pointer(field), must);
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

    /** Ends the request where anything was wrong. */
    public void done() {
        if (!faults.isEmpty()) {
            throw Problem.ofFaults(List.copyOf(faults)).raised();
        }
    }
}
