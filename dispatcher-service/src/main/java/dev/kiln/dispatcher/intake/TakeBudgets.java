package dev.kiln.dispatcher.intake;

import dev.kiln.contract.BudgetsSet;
import dev.kiln.contract.Envelope;
import dev.kiln.contract.Reason;
import dev.kiln.dispatcher.budget.Budgets;
import dev.kiln.dispatcher.task.StoreFailure;
import java.util.Optional;

/** Takes an event of {@code billing.budgets}. */
public final class TakeBudgets {

    private final Budgets budgets;

    public TakeBudgets(Budgets budgets) {
        this.budgets = budgets;
    }

    /** Empty where it was taken. May be called again with the same event. */
    public Optional<Rejection> take(Envelope envelope) {
        if (!(envelope.event() instanceof BudgetsSet set)) {
            return Optional.of(new Rejection(envelope, Reason.UNREADABLE, "an event of another topic"));
        }
        try {
            budgets.set(set);
            return Optional.empty();
        } catch (StoreFailure e) {
            if (e.dataRefused()) {
                return Optional.of(Rejection.unstorable(envelope));
            }
            throw e;
        }
    }
}
