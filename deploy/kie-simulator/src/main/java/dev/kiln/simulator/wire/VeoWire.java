package dev.kiln.simulator.wire;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.kiln.simulator.fault.ChosenFaults;
import dev.kiln.simulator.fault.Shape;
import dev.kiln.simulator.fault.TaskFailure;
import dev.kiln.simulator.json.Json;
import dev.kiln.simulator.model.InputCheck.Complaint;
import dev.kiln.simulator.task.Task;
import dev.kiln.simulator.task.TaskState;
import java.time.Instant;

/** The dedicated Veo endpoints and their callbacks; nothing here tells the credits. */
final class VeoWire implements Wire {

    private static final String WIDE = "16:9";

    @Override
    public Draft read(ObjectNode body) {
        return Wire.readFlat(body, "veo3_fast");
    }

    @Override
    public Complaint unknownModel() {
        return new Complaint(422, "Invalid model");
    }

    @Override
    public ObjectNode created(String taskId, ChosenFaults shapes) {
        return Json.object().put("taskId", taskId);
    }

    @Override
    public String unknownTask() {
        return "The record does not exist";
    }

    @Override
    public JsonNode time(Task task, Instant time) {
        return Wire.flatTime(task, time);
    }

    @Override
    public ObjectNode record(Task task, TaskState shown) {
        ObjectNode data = Json.object().put("taskId", task.id()).put("paramJson", Wire.flatParam(task));
        data.set("createTime", time(task, task.created()));
        switch (shown) {
            case TaskState.Running ignored -> running(data);
            case TaskState.Succeeded success -> {
                data.set("completeTime", time(task, success.completed()));
                data.put("successFlag", 1).putNull("errorCode").putNull("errorMessage");
                succeeded(data, task, success);
            }
            case TaskState.Failed failed -> {
                data.set("completeTime", time(task, failed.completed()));
                data.put("successFlag", 3).putNull("response");
                data.put("errorCode", code(failed.failure()));
                data.put("errorMessage", failed.failure().text());
            }
        }
        return data.put("fallbackFlag", false);
    }

    private static void running(ObjectNode data) {
        data.putNull("completeTime").put("successFlag", 0).putNull("response");
        data.putNull("errorCode").putNull("errorMessage");
    }

    private static void succeeded(ObjectNode data, Task task, TaskState.Succeeded success) {
        ObjectNode info = info(task, success);
        if (task.faults().has(Shape.FLAT_URLS)) {
            data.set("resultUrls", info.path("resultUrls"));
        } else {
            data.set("response", Json.object().put("taskId", task.id()).setAll(info));
        }
    }

    private static ObjectNode info(Task task, TaskState.Succeeded success) {
        ObjectNode input = task.model().withDefaults(task.input());
        ObjectNode info = Json.object();
        ArrayNode urls = info.putArray("resultUrls");
        success.urls().forEach(urls::add);
        if (task.faults().has(Shape.FLAT_URLS)) {
            info.put("resultUrls", Json.write(urls));
        }
        String ratio = Wire.text(input, "aspect_ratio", Wire.text(input, "aspectRatio", WIDE));
        if (!ratio.equals(WIDE)) {
            success.urls().forEach(info.putArray("originUrls")::add);
        }
        return info.put("resolution", input.path("resolution").asText());
    }

    @Override
    public ObjectNode callback(Task task, TaskState.Ended told) {
        ObjectNode data = Json.object().put("taskId", task.id());
        data.set("promptJson", prompt(task));
        return switch (told) {
            case TaskState.Succeeded success -> {
                data.set("info", info(task, success));
                yield body(200, "Veo3.1 video generated successfully.", data);
            }
            case TaskState.Failed failed ->
                body(code(failed.failure()), failed.failure().text(), data);
        };
    }

    private static JsonNode prompt(Task task) {
        if (task.faults().has(Shape.PROMPT_OBJECT)) {
            return task.input();
        }
        String text = Wire.flatParam(task);
        boolean bad = task.faults().has(Shape.PROMPT_BAD_ESCAPE);
        return TextNode.valueOf(bad ? text.replaceFirst("\"prompt\":\"", "\"prompt\":\"\\\\h ") : text);
    }

    private static ObjectNode body(int code, String msg, ObjectNode data) {
        ObjectNode body = Json.object().put("code", code).put("msg", msg);
        body.set("data", data.put("fallbackFlag", false));
        return body;
    }

    private static int code(TaskFailure failure) {
        return switch (failure) {
            case POLICY -> 400;
            case REFUSED -> 422;
            case TIMEOUT -> 501;
            case INTERNAL, BALANCE -> 500;
        };
    }
}
