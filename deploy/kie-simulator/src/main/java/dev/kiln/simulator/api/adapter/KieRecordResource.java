package dev.kiln.simulator.api.adapter;

import dev.kiln.simulator.account.Account;
import dev.kiln.simulator.account.Accounts;
import dev.kiln.simulator.json.Json;
import dev.kiln.simulator.model.Family;
import dev.kiln.simulator.task.Task;
import dev.kiln.simulator.task.Tasks;
import dev.kiln.simulator.wire.Envelope;
import dev.kiln.simulator.wire.Wire;
import dev.kiln.simulator.wire.Wires;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.Optional;
import java.util.function.Function;

/** The three record endpoints and the credit endpoint. */
@ApplicationScoped
class KieRecordResource {

    private static final String CREDIT_PATH = "/api/v1/chat/credit";

    private final Accounts accounts;
    private final Tasks tasks;
    private final Wires wires;

    KieRecordResource(Accounts accounts, Tasks tasks, Wires wires) {
        this.accounts = accounts;
        this.tasks = tasks;
        this.wires = wires;
    }

    void register(@Observes Router router) {
        for (Family family : Family.values()) {
            router.get(family.recordPath())
                    .handler(routing -> authorized(
                            routing,
                            account -> record(
                                    account, family, routing.queryParams().get("taskId"))));
        }
        router.get(CREDIT_PATH)
                .handler(routing -> authorized(routing, account -> Envelope.success(Json.number(account.balance()))));
    }

    private void authorized(RoutingContext routing, Function<Account, String> answer) {
        String body = accounts.authorized(routing.request().getHeader("Authorization"))
                .map(answer)
                .orElseGet(() -> Envelope.error(401, Envelope.UNAUTHORIZED));
        routing.response()
                .putHeader("Content-Type", "application/json;charset=UTF-8")
                .end(body);
    }

    private String record(Account account, Family family, String taskId) {
        if (taskId == null || taskId.isBlank()) {
            return Envelope.error(400, "taskId is required");
        }
        Wire wire = wires.of(family);
        Optional<Task> task = tasks.find(taskId)
                .filter(found -> found.account() == account && found.model().family() == family);
        return task.map(found -> Envelope.success(wire.record(found)))
                .orElseGet(() -> Envelope.error(422, wire.unknownTask()));
    }
}
