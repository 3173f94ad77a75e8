package dev.kiln.simulator.wire;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.LongNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.kiln.simulator.fault.ChosenFaults;
import dev.kiln.simulator.fault.Shape;
import dev.kiln.simulator.json.Json;
import dev.kiln.simulator.model.InputCheck.Complaint;
import dev.kiln.simulator.task.Task;
import dev.kiln.simulator.task.TaskState;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;

/** The bodies of one API family; sealed, the vendor has these three. */
public sealed interface Wire permits JobsWire, VeoWire, FluxWire {

    /** The vendor's word for a model that the family does not offer. */
    Complaint UNKNOWN_MODEL = new Complaint(
            422,
            "The model name you specified is not supported. Please verify your input and use one of the supported"
                    + " models provided by KIE.");

    DateTimeFormatter TIME_AS_TEXT =
            DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss").withZone(ZoneOffset.UTC);

    Draft read(ObjectNode body);

    Complaint unknownModel();

    /** {@code data} of the answer to a create. */
    ObjectNode created(String taskId, ChosenFaults shapes);

    /**
     * {@code data} of the record.
     *
     * @param shown the task's state, or another one that the record shows
     */
    ObjectNode record(Task task, TaskState shown);

    /** A time as the family's records have it. */
    default JsonNode time(Task task, Instant time) {
        return LongNode.valueOf(time.toEpochMilli());
    }

    /** The text when the record is asked for an id that is none. */
    String unknownTask();

    /**
     * The whole body of a callback.
     *
     * @param told the end of the task, or another one that the callback tells
     */
    ObjectNode callback(Task task, TaskState.Ended told);

    /** Reads a body whose input stands at the root, beside model and callBackUrl. */
    static Draft readFlat(ObjectNode body, String standardModel) {
        ObjectNode input = body.deepCopy();
        input.remove(List.of("model", "callBackUrl"));
        return new Draft(
                text(body, "model", standardModel), input, text(body, "callBackUrl", null), text(input, "prompt", ""));
    }

    static String text(JsonNode body, String field, String absent) {
        JsonNode value = body.path(field);
        return value.isTextual() && !value.textValue().isBlank() ? value.textValue() : absent;
    }

    /** A time of the dedicated families: epoch milliseconds, as a rule. */
    static JsonNode flatTime(Task task, Instant time) {
        if (task.faults().has(Shape.TIMES_AS_TEXT)) {
            return TextNode.valueOf(TIME_AS_TEXT.format(time));
        }
        return task.faults().has(Shape.TIMES_AS_ISO)
                ? TextNode.valueOf(time.toString())
                : LongNode.valueOf(time.toEpochMilli());
    }

    /** The flat body again, as the vendor echoes it. */
    static String flatParam(Task task) {
        ObjectNode body = task.input();
        body.put("model", task.model().id());
        return Json.write(body);
    }
}
