package dev.kiln.simulator.wire;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.kiln.simulator.json.Json;
import dev.kiln.simulator.task.Task;

/** The ways in which the vendor packs the order into the string {@code param}. */
public enum ParamStyle {
    /** Input as an object with its defaults, line feeds inside its texts left raw: a strict parser refuses it. */
    RAW_NEWLINE,
    /** The same, properly escaped. */
    PLAIN,
    /** Input as a string that holds JSON. */
    DOUBLE_ENCODED;

    String param(Task task) {
        ObjectNode param = Json.object();
        return switch (this) {
            case RAW_NEWLINE -> unescapeLineFeeds(PLAIN.param(task));
            case PLAIN -> {
                param.put("callBackUrl", task.callbackUrl());
                param.put("model", task.model().id());
                param.set("input", task.model().withDefaults(task.input()));
                yield Json.write(param);
            }
            case DOUBLE_ENCODED -> {
                param.put("input", task.inputText());
                param.put("model", task.model().id());
                yield Json.write(param);
            }
        };
    }

    private static String unescapeLineFeeds(String json) {
        StringBuilder raw = new StringBuilder(json.length());
        for (int i = 0; i < json.length(); i++) {
            char c = json.charAt(i);
            if (c != '\\') {
                raw.append(c);
                continue;
            }
            i++;
            if (json.charAt(i) == 'n') {
                raw.append('\n');
            } else {
                raw.append(c).append(json.charAt(i));
            }
        }
        return raw.toString();
    }
}
