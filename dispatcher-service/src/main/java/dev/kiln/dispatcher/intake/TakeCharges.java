package dev.kiln.dispatcher.intake;

import dev.kiln.contract.BudgetThresholdReached;
import dev.kiln.contract.CreditsCharged;
import dev.kiln.contract.CreditsCorrected;
import dev.kiln.contract.Envelope;
import dev.kiln.contract.Reason;
import dev.kiln.dispatcher.budget.Budgets;
import dev.kiln.dispatcher.budget.Charged;
import dev.kiln.dispatcher.task.StoreFailure;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Takes a batch of {@code billing.charges}: holds become spent. */
public final class TakeCharges {

    private final Budgets budgets;

    public TakeCharges(Budgets budgets) {
        this.budgets = budgets;
    }

    private record Taken(Envelope envelope, Charged charge) {}

    /** What could not be taken. May be called again with the same events. */
    public List<Rejection> take(List<Envelope> envelopes) {
        List<Rejection> rejections = new ArrayList<>();
        List<Taken> charges = new ArrayList<>();
        for (Envelope envelope : envelopes) {
            try {
                charge(envelope).ifPresent(charge -> charges.add(new Taken(envelope, charge)));
            } catch (IllegalArgumentException e) {
                rejections.add(new Rejection(envelope, Reason.UNREADABLE, "no charge of a completion"));
            }
        }
        rejections.addAll(store(charges));
        return rejections;
    }

    /** Holds what is at Kie and not held, as after a restore. */
    public void recount() {
        budgets.recount();
    }

    private static Optional<Charged> charge(Envelope envelope) {
        return switch (envelope.event()) {
            case CreditsCharged charged -> Optional.of(Charged.of(envelope.tenantId(), charged));
            case CreditsCorrected corrected -> Optional.of(Charged.of(envelope.tenantId(), corrected));
            case BudgetThresholdReached threshold -> Optional.empty();
            default -> throw new IllegalArgumentException("an event of another topic");
        };
    }

    /** One charge that the database cannot hold must not stop the others: then each is stored by itself. */
    private List<Rejection> store(List<Taken> charges) {
        if (charges.isEmpty()) {
            return List.of();
        }
        try {
            budgets.charge(charges.stream().map(Taken::charge).toList());
            return List.of();
        } catch (StoreFailure e) {
            if (!e.dataRefused()) {
                throw e;
            }
            if (charges.size() == 1) {
                return List.of(Rejection.unstorable(charges.getFirst().envelope()));
            }
            return charges.stream()
                    .flatMap(charge -> store(List.of(charge)).stream())
                    .toList();
        }
    }
}
