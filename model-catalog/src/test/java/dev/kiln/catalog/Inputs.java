package dev.kiln.catalog;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.kiln.contract.ContractJson;

/** JSON as the services read it. */
final class Inputs {

    private Inputs() {}

    static ObjectNode object(String json) {
        return (ObjectNode) node(json);
    }

    static JsonNode node(String json) {
        try {
            return ContractJson.mapper().readTree(json);
        } catch (JsonProcessingException unreadable) {
            throw new IllegalArgumentException(unreadable);
        }
    }
}
