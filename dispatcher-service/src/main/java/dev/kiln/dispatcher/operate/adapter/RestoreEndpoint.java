package dev.kiln.dispatcher.operate.adapter;

import dev.kiln.dispatcher.audit.Effect;
import dev.kiln.dispatcher.audit.Order;
import dev.kiln.dispatcher.operate.InputReader;
import dev.kiln.dispatcher.operate.Parameters;
import dev.kiln.dispatcher.operate.Problem;
import dev.kiln.dispatcher.operate.ProblemKind;
import dev.kiln.dispatcher.restore.RestoreReport;
import dev.kiln.dispatcher.restore.RestoreRun;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Locale;
import java.util.Set;

/** Starts the restore of a database that is older than what was done, and shows how it gets on. */
@ApplicationScoped
class RestoreEndpoint {

    private final RestoreRun run;
    private final Orders orders;

    RestoreEndpoint(RestoreRun run, Orders orders) {
        this.run = run;
        this.orders = orders;
    }

    private record View(String state, String held, RestoreReport report, String failure) {

        static View of(RestoreRun.Status status) {
            return new View(
                    status.state().name().toLowerCase(Locale.ROOT), status.held(), status.report(), status.failure());
        }
    }

    Answer show(Call call) {
        Parameters.of(call.query(), Set.of());
        return Answer.ok(View.of(run.status()));
    }

    Answer start(Call call) {
        InputReader body = InputReader.of(call.body(), Set.of("reason", "force"));
        Order order = call.order(body.reason());
        boolean force = body.flag("force");
        body.done();
        Effect effect = run.start(order, force)
                .orElseThrow(() -> Problem.of(
                                ProblemKind.NOTHING_TO_RESTORE,
                                "The database is as young as what was consumed and said, and claims go on."
                                        + " With \"force\": true it is restored all the same.")
                        .raised());
        orders.done(order, "restore", "database", effect == Effect.DONE ? "begun" : effect.word());
        return Answer.ok(View.of(run.status()));
    }
}
