package dev.kiln.dispatcher.intake;

import dev.kiln.contract.Envelope;
import dev.kiln.contract.Reason;
import dev.kiln.contract.TenantSet;
import dev.kiln.dispatcher.task.StoreFailure;
import dev.kiln.dispatcher.task.Tenants;
import java.util.Optional;

/** Takes an event of {@code tenants}. */
public final class TakeTenants {

    private final Tenants tenants;

    public TakeTenants(Tenants tenants) {
        this.tenants = tenants;
    }

    /** Empty where it was taken. May be called again with the same event. */
    public Optional<Rejection> take(Envelope envelope) {
        if (!(envelope.event() instanceof TenantSet tenant)) {
            return Optional.of(new Rejection(envelope, Reason.UNREADABLE, "an event of another topic"));
        }
        try {
            tenants.set(tenant);
            return Optional.empty();
        } catch (StoreFailure e) {
            if (e.dataRefused()) {
                return Optional.of(Rejection.unstorable(envelope));
            }
            throw e;
        }
    }
}
