package dev.kiln.billing;

import dev.kiln.billing.budget.adapter.PgBudgets;
import dev.kiln.billing.journal.JournalEntry;
import dev.kiln.billing.journal.adapter.PgJournal;
import dev.kiln.billing.ledger.adapter.PgLedger;
import dev.kiln.billing.reconcile.adapter.PgManualBookings;
import dev.kiln.contract.AccountEvent;
import dev.kiln.contract.BudgetsSet;
import dev.kiln.contract.GenerationEvent;
import dev.kiln.contract.KilnEvent;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;

/** Builds the ledger again in this service's database, which is fresh, from the journal of another. */
@ApplicationScoped
class RebuildLedger {

    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private final PgLedger ledger;
    private final PgManualBookings manual;
    private final PgBudgets budgets;

    RebuildLedger(PgLedger ledger, PgManualBookings manual, PgBudgets budgets) {
        this.ledger = ledger;
        this.manual = manual;
        this.budgets = budgets;
    }

    /** Gives how many inputs were applied; blocks. The same journal leads to the same rows. */
    long rebuild(Connection from) throws SQLException {
        PgJournal journal = new PgJournal(from);
        long without = journal.withoutData();
        if (without > 0) {
            throw new IllegalStateException(without
                    + " inputs are not in the journal: an earlier version applied them, and the topics have them");
        }
        long[] applied = {0};
        journal.read(together -> {
            replay(together).await().atMost(PATIENCE);
            applied[0] += together.size();
        });
        return applied[0];
    }

    private Uni<Void> replay(List<JournalEntry> together) {
        JournalEntry first = together.getFirst();
        if (!first.isEvent()) {
            return manual.replay(first);
        }
        KilnEvent event = first.envelope().event();
        return switch (event) {
            case GenerationEvent ignored -> ledger.replay(together);
            case AccountEvent ignored -> ledger.replay(together);
            case BudgetsSet set -> budgets.replay(first, set);
            default -> throw new IllegalStateException("the journal has what is no input: " + first.type());
        };
    }
}
