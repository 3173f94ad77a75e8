package dev.kiln.billing.budget.adapter;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import dev.kiln.contract.ContractJson;

/** JSON in columns. */
final class Json {

    private Json() {}

    static String text(Object value) {
        try {
            return ContractJson.mapper().writeValueAsString(value);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a value of ours cannot be written as JSON", e);
        }
    }

    static <T> T read(String text, TypeReference<T> type) {
        try {
            return ContractJson.mapper().readValue(text, type);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a column has other JSON than was written", e);
        }
    }
}
