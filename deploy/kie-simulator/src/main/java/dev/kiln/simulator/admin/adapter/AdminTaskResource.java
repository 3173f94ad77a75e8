package dev.kiln.simulator.admin.adapter;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.kiln.simulator.callback.SendCallback;
import dev.kiln.simulator.json.Json;
import dev.kiln.simulator.task.Task;
import dev.kiln.simulator.task.TaskState;
import dev.kiln.simulator.task.Tasks;
import dev.kiln.simulator.truth.CallbackReference;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

/** Tasks and their callbacks for the operator of the simulator; no key, so keep it on loopback. */
@ApplicationScoped
class AdminTaskResource {

    private static final int PAGE = 1000;

    private final Tasks tasks;
    private final SendCallback sendCallback;

    AdminTaskResource(Tasks tasks, SendCallback sendCallback) {
        this.tasks = tasks;
        this.sendCallback = sendCallback;
    }

    void register(@Observes Router router) {
        router.get("/admin/tasks")
                .handler(routing -> AdminAnswer.ok(
                        routing,
                        tasks.newest(PAGE).stream()
                                .map(AdminTaskResource::summary)
                                .toList()));
        router.post("/admin/callbacks/:taskId/resend").handler(this::resend);
    }

    private static ObjectNode summary(Task task) {
        ObjectNode json = Json.object()
                .put("taskId", task.id())
                .put("account", task.account().name())
                .put("family", task.model().family().name())
                .put("model", task.model().id())
                .put("state", task.state().word())
                .put("created", task.created().toString())
                .put("held", task.hold().toPlainString());
        if (task.state() instanceof TaskState.Ended end) {
            json.put("completed", end.completed().toString());
            json.put("charged", end.credits().toPlainString());
        }
        task.faults().markers().forEach(json.putArray("faults")::add);
        CallbackReference callback = CallbackReference.of(task.callbackUrl());
        json.set("callback", callback == null ? null : Json.tree(callback));
        return json;
    }

    private void resend(RoutingContext routing) {
        Task task = tasks.find(routing.pathParam("taskId")).orElse(null);
        if (task == null) {
            AdminAnswer.error(routing, 404, "no such task");
        } else if (task.callbackUrl() == null) {
            AdminAnswer.error(routing, 409, "the task has no callback URL");
        } else if (task.state() instanceof TaskState.Ended end) {
            sendCallback.resend(task, end);
            routing.response().setStatusCode(202).end();
        } else {
            AdminAnswer.error(routing, 409, "the task has not ended");
        }
    }
}
