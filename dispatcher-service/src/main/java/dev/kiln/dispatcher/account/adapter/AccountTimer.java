package dev.kiln.dispatcher.account.adapter;

import dev.kiln.dispatcher.account.Account;
import dev.kiln.dispatcher.account.Accounts;
import dev.kiln.dispatcher.account.CheckAccounts;
import dev.kiln.dispatcher.pause.Pauses;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.scheduler.Scheduled;
import io.quarkus.scheduler.Scheduled.ConcurrentExecution;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.jboss.logging.Logger;

/** Every few seconds: checks the stopped accounts that are due, and shows what stands still. */
@ApplicationScoped
public class AccountTimer {

    private static final Logger LOG = Logger.getLogger(AccountTimer.class);
    private static final int SHOWN_AT_MOST = 1000;

    private final CheckAccounts check;
    private final Accounts accounts;
    private final Pauses pauses;
    private final MeterRegistry meters;
    private final Map<String, AtomicInteger> stopped = new ConcurrentHashMap<>();
    private final AtomicInteger paused;

    AccountTimer(CheckAccounts check, Accounts accounts, Pauses pauses, MeterRegistry meters) {
        this.check = check;
        this.accounts = accounts;
        this.pauses = pauses;
        this.meters = meters;
        this.paused = meters.gauge("kiln_dispatcher_pauses", new AtomicInteger());
    }

    @Scheduled(every = "2s", concurrentExecution = ConcurrentExecution.SKIP)
    void check() {
        guarded("check", check::check);
    }

    @Scheduled(every = "5s", concurrentExecution = ConcurrentExecution.SKIP)
    void show() {
        guarded("show", () -> {
            accounts.all(SHOWN_AT_MOST).forEach(this::show);
            paused.set(pauses.standing(SHOWN_AT_MOST).size());
        });
    }

    private void show(Account account) {
        stopped.computeIfAbsent(account.name(), this::gauge).set(account.stop().isPresent() ? 1 : 0);
    }

    private AtomicInteger gauge(String account) {
        AtomicInteger value = new AtomicInteger();
        Gauge.builder("kiln_dispatcher_account_stopped", value, AtomicInteger::get)
                .tag("account", account)
                .register(meters);
        return value;
    }

    private void guarded(String what, Runnable work) {
        try {
            work.run();
        } catch (RuntimeException e) {
            meters.counter("kiln_dispatcher_account_failures_total", "step", what)
                    .increment();
            LOG.warnf("%s of accounts failed and comes again: %s", what, e);
        }
    }
}
