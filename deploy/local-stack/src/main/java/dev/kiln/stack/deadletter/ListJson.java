package dev.kiln.stack.deadletter;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.kiln.contract.ContractJson;

/** A survey as one JSON document; bodies are not in it. */
public final class ListJson {
    private ListJson() {}

    public static String of(Survey survey) {
        var document = ContractJson.mapper().createObjectNode();
        document.put("total", survey.total());
        document.put("complete", !survey.isCut());
        var counts = document.putArray("counts");
        survey.counts()
                .forEach((kind, count) -> topic(counts.addObject(), kind.of())
                        .put("reason", kind.reason())
                        .put("letters", count));
        letters(survey, document.putArray("letters"));
        try {
            return ContractJson.mapper().writerWithDefaultPrettyPrinter().writeValueAsString(document);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("A tree can always be written as JSON", e);
        }
    }

    private static void letters(Survey survey, ArrayNode array) {
        for (var found : survey.found()) {
            var letter = found.letter();
            var node = topic(array.addObject().put("id", letter.id().toString()), letter.of());
            node.put("at", letter.at().toString())
                    .put("reason", letter.reason())
                    .put("detail", letter.detail())
                    .put("key", letter.key())
                    .put("type", letter.eventType())
                    .put("bytes", letter.bytes());
            if (found.resolution() != null) {
                node.putObject("resolution")
                        .put("action", found.resolution().action().word())
                        .put("by", found.resolution().by())
                        .put("at", found.resolution().at().toString())
                        .put("why", found.resolution().why());
            }
        }
    }

    private static ObjectNode topic(ObjectNode node, DeadLetterTopic of) {
        return node.put("topic", of.source().baseName()).put("group", of.group());
    }
}
