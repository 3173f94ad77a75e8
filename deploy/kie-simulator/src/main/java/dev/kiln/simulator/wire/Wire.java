package dev.kiln.simulator.wire;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.kiln.simulator.json.Json;
import dev.kiln.simulator.model.InputCheck.Complaint;
import dev.kiln.simulator.task.Task;
import java.util.List;

/** The bodies of one API family; sealed, the vendor has these three. */
public sealed interface Wire permits JobsWire, VeoWire, FluxWire {

    /** The vendor's word for a model that the family does not offer. */
    Complaint UNKNOWN_MODEL = new Complaint(
            422,
            "The model name you specified is not supported. Please verify your input and use one of the supported"
                    + " models provided by KIE.");

    Draft read(ObjectNode body);

    Complaint unknownModel();

    /** {@code data} of the answer to a create. */
    ObjectNode created(String taskId);

    /** {@code data} of the record. */
    ObjectNode record(Task task);

    /** The text when the record is asked for an id that is none. */
    String unknownTask();

    /** The whole body of the callback of a task that has ended. */
    ObjectNode callback(Task task);

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

    /** The flat body again, as the vendor echoes it. */
    static String flatParam(Task task) {
        ObjectNode body = task.input();
        body.put("model", task.model().id());
        return Json.write(body);
    }
}
