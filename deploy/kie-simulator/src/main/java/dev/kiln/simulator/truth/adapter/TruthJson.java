package dev.kiln.simulator.truth.adapter;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.kiln.simulator.json.Json;
import dev.kiln.simulator.truth.TruthLine;

/** A line of the truth log as JSON: seq, at, kind, then the fields of its kind; credits are decimal strings. */
final class TruthJson {

    private TruthJson() {}

    static ObjectNode of(TruthLine line) {
        ObjectNode json =
                Json.object().put("seq", line.seq()).put("at", line.at().toString());
        json.put("kind", line.entry().kind());
        return json.setAll(Json.tree(line.entry()));
    }
}
