package dev.kiln.dispatcher.operate.adapter;

import dev.kiln.catalog.Catalog;
import dev.kiln.dispatcher.audit.Effect;
import dev.kiln.dispatcher.audit.Order;
import dev.kiln.dispatcher.operate.InputReader;
import dev.kiln.dispatcher.operate.Parameters;
import dev.kiln.dispatcher.operate.Problem;
import dev.kiln.dispatcher.operate.ProblemKind;
import dev.kiln.dispatcher.pause.Pause;
import dev.kiln.dispatcher.pause.PauseTarget;
import dev.kiln.dispatcher.pause.Pauses;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Pauses and resumes a model, a tenant or all. */
@ApplicationScoped
class PauseEndpoints {

    private static final int MOST = 1000;

    private final Pauses pauses;
    private final Catalog catalog;
    private final Orders orders;

    PauseEndpoints(Pauses pauses, Catalog catalog, Orders orders) {
        this.pauses = pauses;
        this.catalog = catalog;
        this.orders = orders;
    }

    private record All(List<View> pauses) {}

    private record View(String target, String by, String reason, Instant since, Instant endsAt) {}

    Answer list(Call call) {
        Parameters.of(call.query(), Set.of());
        return Answer.ok(
                new All(pauses.standing(MOST).stream().map(PauseEndpoints::view).toList()));
    }

    private static View view(Pause pause) {
        return new View(pause.target().path(), pause.by(), pause.reason(), pause.since(), pause.endsAt());
    }

    Answer all(Call call, boolean pause) {
        return change(call, new PauseTarget.All(), pause);
    }

    Answer tenant(Call call, boolean pause) {
        return change(call, new PauseTarget.Tenant(call.name("tenant")), pause);
    }

    /** Only what the catalog has can be paused: a pause of a misspelt model would help nobody. */
    Answer model(Call call, boolean pause) {
        String model = call.name("model");
        if (pause && catalog.find(model).isEmpty()) {
            throw Problem.of(ProblemKind.UNKNOWN_MODEL, "The gateway's GET /v1/models lists the models.")
                    .raised();
        }
        return change(call, new PauseTarget.Model(model), pause);
    }

    private Answer change(Call call, PauseTarget target, boolean pause) {
        InputReader body = InputReader.of(call.body(), Set.of("reason"));
        Order order = call.order(body.reason());
        body.done();
        Effect effect = pause ? pauses.pause(target, order) : pauses.resume(target, order);
        orders.done(order, pause ? "pause" : "resume", target.path(), effect.word());
        return Answer.ok(Map.of("target", target.path(), "outcome", effect.word()));
    }
}
