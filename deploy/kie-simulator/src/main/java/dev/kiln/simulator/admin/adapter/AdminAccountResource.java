package dev.kiln.simulator.admin.adapter;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.kiln.simulator.account.Account;
import dev.kiln.simulator.account.Accounts;
import dev.kiln.simulator.truth.TruthEntry.CreditsAdded;
import dev.kiln.simulator.truth.TruthEntry.CreditsDrifted;
import dev.kiln.simulator.truth.TruthLog;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.BodyHandler;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.math.BigDecimal;

/** /admin/accounts and /admin/rate: balances, top-ups, planted drifts, caps, and the rates that were seen. */
@ApplicationScoped
class AdminAccountResource {

    private static final int MOST_BYTES = 1 << 16;

    private final Accounts accounts;
    private final TruthLog truth;

    AdminAccountResource(Accounts accounts, TruthLog truth) {
        this.accounts = accounts;
        this.truth = truth;
    }

    private interface Change {
        void make(Account account, BigDecimal credits);
    }

    void register(@Observes Router router) {
        router.get("/admin/accounts")
                .handler(routing -> AdminAnswer.ok(
                        routing, accounts.all().stream().map(Account::statement).toList()));
        router.get("/admin/rate")
                .handler(routing -> AdminAnswer.ok(
                        routing, accounts.all().stream().map(Account::rateSeen).toList()));
        on(router, "credits", false, (account, credits) -> {
            account.topUp(credits);
            truth.add(new CreditsAdded(account.name(), credits, account.balance()));
        });
        on(router, "drift", false, (account, credits) -> {
            account.drift(credits);
            truth.add(new CreditsDrifted(account.name(), credits, account.balance()));
        });
        on(router, "cap", true, Account::cap);
    }

    private void on(Router router, String what, boolean mayBeNull, Change change) {
        router.post("/admin/accounts/:name/" + what)
                .handler(BodyHandler.create(false).setBodyLimit(MOST_BYTES))
                .handler(routing ->
                        AdminAnswer.body(routing).ifPresent(body -> change(routing, body, mayBeNull, change)));
    }

    private void change(RoutingContext routing, ObjectNode body, boolean mayBeNull, Change change) {
        String name = routing.pathParam("name");
        Account account = accounts.named(name).orElse(null);
        if (account == null) {
            AdminAnswer.error(routing, 404, "no account " + name);
            return;
        }
        JsonNode credits = body.path("credits");
        try {
            change.make(account, mayBeNull && credits.isNull() ? null : new BigDecimal(credits.asText()));
            AdminAnswer.ok(routing, account.statement());
        } catch (NumberFormatException e) {
            AdminAnswer.error(routing, 400, "credits must be a decimal number");
        }
    }
}
