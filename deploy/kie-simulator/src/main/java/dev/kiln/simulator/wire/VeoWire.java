package dev.kiln.simulator.wire;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.kiln.simulator.fault.TaskFailure;
import dev.kiln.simulator.json.Json;
import dev.kiln.simulator.model.InputCheck.Complaint;
import dev.kiln.simulator.task.Task;
import dev.kiln.simulator.task.TaskState;

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
    public ObjectNode created(String taskId) {
        return Json.object().put("taskId", taskId);
    }

    @Override
    public String unknownTask() {
        return "The record does not exist";
    }

    @Override
    public ObjectNode record(Task task) {
        ObjectNode data = Json.object()
                .put("taskId", task.id())
                .put("paramJson", Wire.flatParam(task))
                .put("createTime", task.created().toEpochMilli());
        switch (task.state()) {
            case TaskState.Waiting ignored -> running(data);
            case TaskState.Generating ignored -> running(data);
            case TaskState.Succeeded success -> {
                data.put("completeTime", success.completed().toEpochMilli());
                data.put("successFlag", 1).putNull("errorCode").putNull("errorMessage");
                ObjectNode response = Json.object().put("taskId", task.id());
                data.set("response", response.setAll(info(task, success)));
            }
            case TaskState.Failed failed -> {
                data.put("completeTime", failed.completed().toEpochMilli());
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

    private static ObjectNode info(Task task, TaskState.Succeeded success) {
        ObjectNode input = task.model().withDefaults(task.input());
        ObjectNode info = Json.object();
        success.urls().forEach(info.putArray("resultUrls")::add);
        String ratio = Wire.text(input, "aspect_ratio", Wire.text(input, "aspectRatio", WIDE));
        if (!ratio.equals(WIDE)) {
            success.urls().forEach(info.putArray("originUrls")::add);
        }
        return info.put("resolution", input.path("resolution").asText());
    }

    @Override
    public ObjectNode callback(Task task) {
        ObjectNode data = Json.object().put("taskId", task.id()).put("promptJson", Wire.flatParam(task));
        return switch (task.state()) {
            case TaskState.Succeeded success -> {
                data.set("info", info(task, success));
                yield body(200, "Veo3.1 video generated successfully.", data);
            }
            case TaskState.Failed failed ->
                body(code(failed.failure()), failed.failure().text(), data);
            case TaskState.Waiting ignored -> throw new IllegalStateException("still waiting: " + task.id());
            case TaskState.Generating ignored -> throw new IllegalStateException("still generating: " + task.id());
        };
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
