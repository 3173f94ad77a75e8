package dev.kiln.simulator.wire;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.kiln.simulator.fault.ChosenFaults;
import dev.kiln.simulator.fault.Shape;
import dev.kiln.simulator.json.Json;
import dev.kiln.simulator.task.Task;
import dev.kiln.simulator.task.TaskState;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;

/** The forms of the fields of jobs records and callbacks. */
final class JobsSpelling {

    private JobsSpelling() {}

    static ObjectNode results(List<String> urls) {
        ObjectNode results = Json.object();
        urls.forEach(results.putArray("resultUrls")::add);
        return results;
    }

    /** {@code resultJson} of a success: a text that holds JSON, as a rule. */
    static JsonNode resultJson(List<String> urls, ChosenFaults shapes) {
        ArrayNode list = Json.object().putArray("urls");
        urls.forEach(list::add);
        if (shapes.has(Shape.RESULT_OBJECT)) {
            return results(urls);
        }
        if (shapes.has(Shape.RESULT_LIST)) {
            return TextNode.valueOf(Json.write(list));
        }
        if (shapes.has(Shape.RESULT_TEXT)) {
            return TextNode.valueOf(urls.isEmpty() ? "" : urls.getFirst());
        }
        if (shapes.has(Shape.RESULT_TWICE)) {
            return TextNode.valueOf(Json.write(results(List.of(Json.write(list)))));
        }
        if (shapes.has(Shape.RESULT_OTHER_KEY)) {
            ObjectNode object = Json.object();
            object.set("urls", list);
            return TextNode.valueOf(Json.write(object));
        }
        return TextNode.valueOf(Json.write(results(urls)));
    }

    /** Seconds, as a rule. */
    static long costTime(Task task, TaskState.Ended end) {
        Duration time = Duration.between(task.created(), end.completed());
        return task.faults().has(Shape.COST_IN_MS) ? time.toMillis() : time.toSeconds();
    }

    static ParamStyle recordParam(Task task) {
        return task.faults().has(Shape.RECORD_RAW_PARAM) ? ParamStyle.RAW_NEWLINE : ParamStyle.DOUBLE_ENCODED;
    }

    static ParamStyle callbackParam(Task task, ParamStyle usual) {
        if (task.faults().has(Shape.CALLBACK_DOUBLE_PARAM)) {
            return ParamStyle.DOUBLE_ENCODED;
        }
        return task.faults().has(Shape.CALLBACK_RAW_PARAM) ? ParamStyle.RAW_NEWLINE : usual;
    }

    static void record(ObjectNode data, ChosenFaults shapes) {
        if (shapes.has(Shape.TEN_KEYS)) {
            data.remove(List.of("creditsConsumed", "successFlag", "response"));
        }
    }

    /** Takes credits and updateTime off a callback in the later forms, and fills in what they have besides. */
    static void callback(ObjectNode data, Task task, BigDecimal credits) {
        boolean newest = task.faults().has(Shape.CALLBACK_NEWEST);
        if (!newest && !task.faults().has(Shape.CALLBACK_NO_CREDITS)) {
            return;
        }
        data.remove(List.of("consumeCredits", "remainedCredits", "updateTime"));
        for (String field : List.of("failCode", "failMsg", "resultJson")) {
            if (!data.has(field)) {
                data.putNull(field);
            }
        }
        if (newest) {
            ReportedCredits.put(data, "creditsConsumed", task, credits);
        }
    }
}
