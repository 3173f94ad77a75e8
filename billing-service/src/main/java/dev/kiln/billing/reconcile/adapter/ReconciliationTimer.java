package dev.kiln.billing.reconcile.adapter;

import dev.kiln.billing.BillingConfig;
import dev.kiln.billing.reconcile.Alarms;
import dev.kiln.billing.reconcile.Reading;
import dev.kiln.contract.Credits;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.scheduler.Scheduled;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jboss.logging.Logger;

/** Compares the newest balances with the ledger again and again, and raises an alarm for what cannot be explained. */
@ApplicationScoped
class ReconciliationTimer {

    private static final Logger LOG = Logger.getLogger(ReconciliationTimer.class);

    private final PgBalances balances;
    private final MeterRegistry registry;
    private final Alarms alarms;
    private final Counter raised;
    private final Counter failures;
    private final Map<String, Credits> unexplained = new ConcurrentHashMap<>();
    private final Map<String, Credits> balance = new ConcurrentHashMap<>();
    private volatile boolean stopping;

    ReconciliationTimer(PgBalances balances, MeterRegistry registry, BillingConfig config) {
        this.balances = balances;
        this.registry = registry;
        this.alarms = new Alarms(Credits.of(config.billing().reconciliation().threshold()));
        this.raised = registry.counter("kiln.billing.reconciliation.alarms");
        this.failures = registry.counter("kiln.billing.reconciliation.failures");
    }

    /** The timer outlives the database's pool by some seconds. */
    void stop(@Observes ShutdownEvent event) {
        stopping = true;
    }

    @Scheduled(every = "${kiln.billing.reconciliation.every}", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    Uni<Void> compare() {
        if (stopping) {
            return Uni.createFrom().voidItem();
        }
        return orTold(
                "The balances",
                balances.accounts(null)
                        .onItem()
                        .transformToMulti(accounts -> Multi.createFrom().iterable(accounts))
                        .onItem()
                        .transformToUniAndConcatenate(account -> compare(account.name()))
                        .onItem()
                        .ignoreAsUni());
    }

    /** By itself: what one account's sums are too large for keeps no other from being compared. */
    private Uni<Void> compare(String account) {
        return orTold(
                "Account " + account,
                balances.newest(account)
                        .onItem()
                        .ifNotNull()
                        .invoke(this::judge)
                        .replaceWithVoid());
    }

    private Uni<Void> orTold(String what, Uni<Void> comparison) {
        return comparison
                .onFailure()
                .invoke(failure -> {
                    failures.increment();
                    LOG.warnf("%s could not be compared with the ledger: %s", what, failure);
                })
                .onFailure()
                .recoverWithNull();
    }

    private void judge(Reading reading) {
        Credits now = reading.unexplained();
        Credits before = unexplained.put(reading.account(), now);
        balance.put(reading.account(), reading.balance());
        if (before == null) {
            show("kiln.billing.unexplained.credits", reading.account(), unexplained);
            show("kiln.billing.balance.credits", reading.account(), balance);
        }
        if (alarms.raisedBy(reading)) {
            raised.increment();
            LOG.warnf(
                    "Account %s: %s credits are unexplained: at %s Kie has %s, the ledger expects %s, with %s held",
                    reading.account(),
                    now,
                    reading.readAt(),
                    reading.balance(),
                    reading.sums().expected(),
                    reading.held());
        }
    }

    private void show(String name, String account, Map<String, Credits> figures) {
        Gauge.builder(name, () -> figures.get(account).amount().doubleValue())
                .tag("account", account)
                .register(registry);
    }
}
