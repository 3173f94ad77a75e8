package dev.kiln.kiewire;

import com.fasterxml.jackson.databind.JsonNode;

/** JSON in tests; single quotes stand for double ones. */
final class Json {

    private Json() {}

    static JsonNode json(String text) {
        return KieJson.value(text.replace('\'', '"')).orElseThrow();
    }
}
