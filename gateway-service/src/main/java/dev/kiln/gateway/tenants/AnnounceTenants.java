package dev.kiln.gateway.tenants;

import dev.kiln.contract.Envelope;
import dev.kiln.contract.TenantSet;
import dev.kiln.gateway.accept.Appending;
import dev.kiln.gateway.accept.RequestLog;
import java.time.Clock;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** Tells the other services what is configured of each tenant. The same again changes nothing for them. */
public final class AnnounceTenants {

    private final List<Envelope> events;
    private final RequestLog log;

    /** What is configured now replaces what was before: the revision is the time in milliseconds. */
    public AnnounceTenants(Collection<TenantTerms> tenants, RequestLog log, Clock clock) {
        Instant now = clock.instant();
        this.events = tenants.stream().map(terms -> event(terms, now)).toList();
        this.log = log;
    }

    private static Envelope event(TenantTerms terms, Instant now) {
        long revision = now.toEpochMilli();
        TenantSet set =
                new TenantSet(terms.tenantId(), revision, terms.weight(), terms.maxRunning(), terms.waitsForBudget());
        return new Envelope(terms.tenantId() + "." + revision, Envelope.GATEWAY, now, terms.tenantId(), set);
    }

    /** False where Kafka did not confirm all of it: to be tried again. */
    public CompletionStage<Boolean> announce() {
        return announceFrom(0);
    }

    /** One at a time: all at once could be more than the log takes, and would stand before the tenants' requests. */
    private CompletionStage<Boolean> announceFrom(int first) {
        if (first == events.size()) {
            return CompletableFuture.completedFuture(true);
        }
        return log.append(events.get(first))
                .thenCompose(appending -> appending == Appending.ACKNOWLEDGED
                        ? announceFrom(first + 1)
                        : CompletableFuture.completedFuture(false));
    }
}
