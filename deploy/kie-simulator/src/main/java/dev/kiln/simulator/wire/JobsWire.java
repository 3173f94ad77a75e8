package dev.kiln.simulator.wire;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.kiln.simulator.fault.TaskFailure;
import dev.kiln.simulator.json.Json;
import dev.kiln.simulator.model.InputCheck.Complaint;
import dev.kiln.simulator.task.Task;
import dev.kiln.simulator.task.TaskState;
import java.time.Duration;
import java.util.List;

/** createTask, recordInfo and their callbacks. */
final class JobsWire implements Wire {

    private final ParamStyle callbackParam;

    JobsWire(ParamStyle callbackParam) {
        this.callbackParam = callbackParam;
    }

    @Override
    public Draft read(ObjectNode body) {
        ObjectNode input = body.path("input") instanceof ObjectNode object ? object : Json.object();
        return new Draft(
                Wire.text(body, "model", null),
                input,
                Wire.text(body, "callBackUrl", null),
                Wire.text(input, "prompt", ""));
    }

    @Override
    public Complaint unknownModel() {
        return UNKNOWN_MODEL;
    }

    @Override
    public ObjectNode created(String taskId) {
        return Json.object().put("taskId", taskId).put("recordId", taskId);
    }

    @Override
    public String unknownTask() {
        return "recordInfo is null";
    }

    @Override
    public ObjectNode record(Task task) {
        ObjectNode data = Json.object()
                .put("taskId", task.id())
                .put("model", task.model().id())
                .put("state", task.state().word())
                .put("param", ParamStyle.DOUBLE_ENCODED.param(task));
        switch (task.state()) {
            case TaskState.Waiting ignored -> running(data);
            case TaskState.Generating ignored -> running(data);
            case TaskState.Succeeded success -> {
                data.put("resultJson", Json.write(results(success.urls())));
                data.putNull("failCode").putNull("failMsg");
                ended(data, task, success, 1).set("response", results(success.urls()));
            }
            case TaskState.Failed failed -> {
                TaskFailure failure = failed.failure();
                data.put("resultJson", "");
                data.put("failCode", String.valueOf(failure.code())).put("failMsg", failure.text());
                ended(data, task, failed, 3).putNull("response");
            }
        }
        return data.put("createTime", task.created().toEpochMilli());
    }

    private static void running(ObjectNode data) {
        data.put("resultJson", "").putNull("failCode").putNull("failMsg");
        data.putNull("costTime").putNull("completeTime").putNull("creditsConsumed");
        data.put("successFlag", 0).putNull("response");
    }

    private static ObjectNode ended(ObjectNode data, Task task, TaskState.Ended end, int successFlag) {
        data.put("costTime", seconds(task, end));
        data.put("completeTime", end.completed().toEpochMilli());
        data.set("creditsConsumed", Json.number(end.credits()));
        return data.put("successFlag", successFlag);
    }

    private static long seconds(Task task, TaskState.Ended end) {
        return Duration.between(task.created(), end.completed()).toSeconds();
    }

    private static ObjectNode results(List<String> urls) {
        ObjectNode results = Json.object();
        urls.forEach(results.putArray("resultUrls")::add);
        return results;
    }

    @Override
    public ObjectNode callback(Task task) {
        return switch (task.state()) {
            case TaskState.Succeeded success -> {
                ObjectNode data = callbackData(task, success, seconds(task, success));
                data.put("resultJson", Json.write(results(success.urls())));
                yield body(200, data, "Playground task completed successfully.");
            }
            case TaskState.Failed failed -> {
                ObjectNode data = callbackData(task, failed, 0);
                data.put("failCode", String.valueOf(failed.failure().code()));
                data.put("failMsg", failed.failure().text());
                yield body(501, data, "Playground task failed.");
            }
            case TaskState.Waiting ignored -> throw new IllegalStateException("still waiting: " + task.id());
            case TaskState.Generating ignored -> throw new IllegalStateException("still generating: " + task.id());
        };
    }

    private ObjectNode callbackData(Task task, TaskState.Ended end, long costTime) {
        ObjectNode data = Json.object().put("completeTime", end.completed().toEpochMilli());
        data.set("consumeCredits", Json.number(end.credits()));
        data.put("costTime", costTime);
        data.put("createTime", task.created().toEpochMilli());
        data.put("model", task.model().id());
        data.put("param", callbackParam.param(task));
        data.set("remainedCredits", Json.number(end.remained()));
        return data.put("state", end.word())
                .put("taskId", task.id())
                .put("updateTime", end.completed().toEpochMilli());
    }

    private static ObjectNode body(int code, ObjectNode data, String msg) {
        ObjectNode body = Json.object().put("code", code);
        body.set("data", data);
        return body.put("msg", msg);
    }
}
