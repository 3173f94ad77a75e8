package dev.kiln.simulator.wire;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.kiln.simulator.fault.ChosenFaults;
import dev.kiln.simulator.fault.TaskFailure;
import dev.kiln.simulator.json.Json;
import dev.kiln.simulator.model.InputCheck.Complaint;
import dev.kiln.simulator.task.Task;
import dev.kiln.simulator.task.TaskState;
import java.time.Instant;

/** The dedicated Flux Kontext endpoints and their callbacks; nothing here tells the credits. */
final class FluxWire implements Wire {

    @Override
    public Draft read(ObjectNode body) {
        return Wire.readFlat(body, "flux-kontext-pro");
    }

    @Override
    public Complaint unknownModel() {
        return UNKNOWN_MODEL;
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
                data.set("response", info(success));
                data.put("successFlag", 1).putNull("errorCode").putNull("errorMessage");
            }
            case TaskState.Failed failed -> {
                data.set("completeTime", time(task, failed.completed()));
                data.putNull("response").put("successFlag", 3);
                data.put("errorCode", code(failed.failure()));
                data.put("errorMessage", failed.failure().text());
            }
        }
        return data;
    }

    private static void running(ObjectNode data) {
        data.putNull("completeTime").putNull("response").put("successFlag", 0);
        data.putNull("errorCode").putNull("errorMessage");
    }

    private static ObjectNode info(TaskState.Succeeded success) {
        String url = success.urls().isEmpty() ? "" : success.urls().getFirst();
        return Json.object()
                .put("originImageUrl", url.replaceFirst("/([^/]+)$", "/origin-$1"))
                .put("resultImageUrl", url);
    }

    @Override
    public ObjectNode callback(Task task, TaskState.Ended told) {
        return switch (told) {
            case TaskState.Succeeded success -> body(200, "BFL image generated successfully.", task, info(success));
            case TaskState.Failed failed -> {
                ObjectNode info = Json.object().put("originImageUrl", "").put("resultImageUrl", "");
                yield body(code(failed.failure()), failed.failure().text(), task, info);
            }
        };
    }

    private static ObjectNode body(int code, String msg, Task task, ObjectNode info) {
        ObjectNode body = Json.object().put("code", code).put("msg", msg);
        body.putObject("data").put("taskId", task.id()).set("info", info);
        return body;
    }

    private static int code(TaskFailure failure) {
        return switch (failure) {
            case POLICY, REFUSED -> 400;
            case TIMEOUT -> 501;
            case INTERNAL, BALANCE -> 500;
        };
    }
}
