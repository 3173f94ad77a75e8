package dev.kiln.simulator.admin.adapter;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.kiln.simulator.account.Account;
import dev.kiln.simulator.account.Accounts;
import dev.kiln.simulator.callback.SendCallback;
import dev.kiln.simulator.json.Json;
import dev.kiln.simulator.task.Task;
import dev.kiln.simulator.task.TaskState;
import dev.kiln.simulator.task.Tasks;
import dev.kiln.simulator.truth.CallbackReference;
import dev.kiln.simulator.truth.TruthEntry;
import dev.kiln.simulator.truth.TruthLog;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.BodyHandler;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.math.BigDecimal;

/** Tasks, accounts, rates and callbacks for the operator of the simulator; no key, so keep it on loopback. */
@ApplicationScoped
class AdminResource {

    private static final int PAGE = 1000;
    private static final int MOST_BYTES = 1 << 16;

    private final Tasks tasks;
    private final Accounts accounts;
    private final SendCallback sendCallback;
    private final TruthLog truth;

    AdminResource(Tasks tasks, Accounts accounts, SendCallback sendCallback, TruthLog truth) {
        this.tasks = tasks;
        this.accounts = accounts;
        this.sendCallback = sendCallback;
        this.truth = truth;
    }

    void register(@Observes Router router) {
        router.get("/admin/tasks")
                .handler(routing -> AdminAnswer.ok(
                        routing,
                        tasks.newest(PAGE).stream().map(AdminResource::summary).toList()));
        router.get("/admin/accounts")
                .handler(routing -> AdminAnswer.ok(
                        routing, accounts.all().stream().map(Account::statement).toList()));
        router.get("/admin/rate")
                .handler(routing -> AdminAnswer.ok(
                        routing, accounts.all().stream().map(Account::rateSeen).toList()));
        router.post("/admin/accounts/:name/credits")
                .handler(BodyHandler.create(false).setBodyLimit(MOST_BYTES))
                .handler(this::topUp);
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
        CallbackReference callback = CallbackReference.of(task.callbackUrl());
        json.set("callback", callback == null ? null : Json.tree(callback));
        return json;
    }

    private void topUp(RoutingContext routing) {
        String name = routing.pathParam("name");
        AdminAnswer.body(routing)
                .ifPresent(body -> accounts.named(name)
                        .ifPresentOrElse(
                                account -> topUp(routing, account, body),
                                () -> AdminAnswer.error(routing, 404, "no account " + name)));
    }

    private void topUp(RoutingContext routing, Account account, ObjectNode body) {
        BigDecimal credits;
        try {
            credits = new BigDecimal(body.path("credits").asText());
        } catch (NumberFormatException e) {
            AdminAnswer.error(routing, 400, "credits must be a decimal number");
            return;
        }
        account.topUp(credits);
        truth.add(new TruthEntry.CreditsAdded(account.name(), credits, account.balance()));
        AdminAnswer.ok(routing, account.statement());
    }

    private void resend(RoutingContext routing) {
        Task task = tasks.find(routing.pathParam("taskId")).orElse(null);
        if (task == null) {
            AdminAnswer.error(routing, 404, "no such task");
        } else if (task.callbackUrl() == null) {
            AdminAnswer.error(routing, 409, "the task has no callback URL");
        } else if (!(task.state() instanceof TaskState.Ended)) {
            AdminAnswer.error(routing, 409, "the task has not ended");
        } else {
            sendCallback.resend(task);
            routing.response().setStatusCode(202).end();
        }
    }
}
