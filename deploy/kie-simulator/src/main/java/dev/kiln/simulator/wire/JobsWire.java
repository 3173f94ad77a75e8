package dev.kiln.simulator.wire;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.kiln.simulator.fault.ChosenFaults;
import dev.kiln.simulator.fault.Shape;
import dev.kiln.simulator.fault.TaskFailure;
import dev.kiln.simulator.json.Json;
import dev.kiln.simulator.model.InputCheck.Complaint;
import dev.kiln.simulator.task.Task;
import dev.kiln.simulator.task.TaskState;

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
    public ObjectNode created(String taskId, ChosenFaults shapes) {
        ObjectNode data = Json.object().put("taskId", taskId);
        boolean alone = shapes.has(Shape.SEED_CREATE) || shapes.has(Shape.DOCS_CREATE);
        return alone ? data : data.put("recordId", taskId);
    }

    @Override
    public String unknownTask() {
        return "recordInfo is null";
    }

    @Override
    public ObjectNode record(Task task, TaskState shown) {
        ObjectNode data = Json.object()
                .put("taskId", task.id())
                .put("model", task.model().id())
                .put("state", shown.word())
                .put("param", JobsSpelling.recordParam(task).param(task));
        switch (shown) {
            case TaskState.Running ignored -> running(data);
            case TaskState.Succeeded success -> {
                data.set("resultJson", JobsSpelling.resultJson(success.urls(), task.faults()));
                data.putNull("failCode").putNull("failMsg");
                ended(data, task, success, 1).set("response", JobsSpelling.results(success.urls()));
            }
            case TaskState.Failed failed -> {
                TaskFailure failure = failed.failure();
                data.put("resultJson", task.faults().has(Shape.RESULT_NULL) ? null : "");
                data.put("failCode", String.valueOf(failure.code())).put("failMsg", failure.text());
                ended(data, task, failed, 3).putNull("response");
            }
        }
        JobsSpelling.record(data, task.faults());
        return data.put("createTime", task.created().toEpochMilli());
    }

    private static void running(ObjectNode data) {
        data.put("resultJson", "").putNull("failCode").putNull("failMsg");
        data.putNull("costTime").putNull("completeTime").putNull("creditsConsumed");
        data.put("successFlag", 0).putNull("response");
    }

    private static ObjectNode ended(ObjectNode data, Task task, TaskState.Ended end, int successFlag) {
        data.put("costTime", JobsSpelling.costTime(task, end));
        data.put("completeTime", end.completed().toEpochMilli());
        ReportedCredits.put(data, "creditsConsumed", task, end.credits());
        return data.put("successFlag", successFlag);
    }

    @Override
    public ObjectNode callback(Task task, TaskState.Ended told) {
        return switch (told) {
            case TaskState.Succeeded success -> {
                ObjectNode data = callbackData(task, success, JobsSpelling.costTime(task, success));
                data.set("resultJson", JobsSpelling.resultJson(success.urls(), task.faults()));
                JobsSpelling.callback(data, task, success.credits());
                yield body(200, data, "Playground task completed successfully.");
            }
            case TaskState.Failed failed -> {
                ObjectNode data = callbackData(task, failed, 0);
                data.put("failCode", String.valueOf(failed.failure().code()));
                data.put("failMsg", failed.failure().text());
                if (task.faults().has(Shape.RESULT_NULL)) {
                    data.putNull("resultJson");
                }
                JobsSpelling.callback(data, task, failed.credits());
                yield body(501, data, "Playground task failed.");
            }
        };
    }

    private ObjectNode callbackData(Task task, TaskState.Ended end, long costTime) {
        ObjectNode data = Json.object().put("completeTime", end.completed().toEpochMilli());
        ReportedCredits.put(data, "consumeCredits", task, end.credits());
        data.put("costTime", costTime);
        data.put("createTime", task.created().toEpochMilli());
        data.put("model", task.model().id());
        data.put("param", JobsSpelling.callbackParam(task, callbackParam).param(task));
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
