package dev.kiln.dispatcher.operate.adapter;

import dev.kiln.contract.Cause;
import dev.kiln.dispatcher.account.Account;
import dev.kiln.dispatcher.account.Accounts;
import dev.kiln.dispatcher.account.Advice;
import dev.kiln.dispatcher.account.Stop;
import dev.kiln.dispatcher.audit.Effect;
import dev.kiln.dispatcher.audit.Order;
import dev.kiln.dispatcher.operate.InputReader;
import dev.kiln.dispatcher.operate.Parameters;
import dev.kiln.dispatcher.operate.Problem;
import dev.kiln.dispatcher.operate.ProblemKind;
import dev.kiln.dispatcher.overview.OpenState;
import dev.kiln.dispatcher.overview.OpenTasks;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** Shows, stops and resumes accounts. */
@ApplicationScoped
class AccountEndpoints {

    private static final int MOST = 1000;

    private final Accounts accounts;
    private final OpenTasks open;
    private final Orders orders;

    AccountEndpoints(Accounts accounts, OpenTasks open, Orders orders) {
        this.accounts = accounts;
        this.open = open;
        this.orders = orders;
    }

    /** @param waiting how many requests are queued, for whatever account */
    private record All(List<View> accounts, long waiting) {}

    private record View(
            String account,
            String state,
            StopView stop,
            Instant pausedUntil,
            int doubtsInARow,
            int slotsInUse,
            int slots,
            int tasks) {

        static View of(Account account) {
            String state = account.stop().isPresent()
                    ? "stopped"
                    : account.pausedUntil().isPresent() ? "paused" : "working";
            return new View(
                    account.name(),
                    state,
                    account.stop().map(StopView::of).orElse(null),
                    account.pausedUntil().orElse(null),
                    account.doubtsInARow(),
                    account.slotsInUse(),
                    account.slots(),
                    account.tasks());
        }
    }

    private record StopView(String by, Cause cause, Instant since, Instant checkAt, String toDo) {

        static StopView of(Stop stop) {
            return new StopView(
                    stop.by().name().toLowerCase(Locale.ROOT),
                    stop.cause(),
                    stop.since(),
                    stop.checkAt(),
                    Advice.on(stop.cause().reason()));
        }
    }

    Answer list(Call call) {
        Parameters.of(call.query(), Set.of());
        long waiting = open.summary().stream()
                .filter(count -> count.state() == OpenState.QUEUED)
                .mapToLong(OpenTasks.Count::tasks)
                .sum();
        return Answer.ok(new All(accounts.all(MOST).stream().map(View::of).toList(), waiting));
    }

    Answer stop(Call call) {
        String account = call.name("account");
        Order order = order(call);
        return answer(account, order, "stop-account", accounts.stop(account, order));
    }

    Answer resume(Call call) {
        String account = call.name("account");
        Order order = order(call);
        return answer(account, order, "resume-account", accounts.resume(account, order));
    }

    private static Order order(Call call) {
        InputReader body = InputReader.of(call.body(), Set.of("reason"));
        Order order = call.order(body.reason());
        body.done();
        return order;
    }

    private Answer answer(String account, Order order, String action, Effect effect) {
        if (effect == Effect.UNKNOWN) {
            throw Problem.of(ProblemKind.UNKNOWN_ACCOUNT, "GET /operators/v1/accounts lists the accounts.")
                    .raised();
        }
        orders.done(order, action, account, effect.word());
        return Answer.ok(Map.of("account", account, "outcome", effect.word()));
    }
}
