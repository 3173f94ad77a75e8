package dev.kiln.dispatcher.account.adapter;

import dev.kiln.contract.Credits;
import dev.kiln.dispatcher.account.ReadBalances;
import dev.kiln.dispatcher.account.Readings;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.scheduler.Scheduled;
import io.quarkus.scheduler.Scheduled.ConcurrentExecution;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReference;
import org.jboss.logging.Logger;

/** Every second: reads the balances that are due; every few seconds: shows the last ones, whichever replica read them. */
@ApplicationScoped
public class BalanceTimer {

    private static final Logger LOG = Logger.getLogger(BalanceTimer.class);

    private final ReadBalances read;
    private final Readings readings;
    private final MeterRegistry meters;
    private final Map<String, AtomicReference<Credits>> shown = new ConcurrentHashMap<>();

    BalanceTimer(ReadBalances read, Readings readings, MeterRegistry meters) {
        this.read = read;
        this.readings = readings;
        this.meters = meters;
    }

    @Scheduled(every = "1s", concurrentExecution = ConcurrentExecution.SKIP)
    void read() {
        guarded("balance", read::read);
    }

    @Scheduled(every = "5s", concurrentExecution = ConcurrentExecution.SKIP)
    void show() {
        guarded(
                "show_balance",
                () -> readings.last()
                        .forEach((account, credits) ->
                                shown.computeIfAbsent(account, this::gauge).set(credits)));
    }

    private AtomicReference<Credits> gauge(String account) {
        AtomicReference<Credits> value = new AtomicReference<>(Credits.ZERO);
        Gauge.builder(
                        "kiln_dispatcher_account_balance_credits",
                        value,
                        credits -> credits.get().amount().doubleValue())
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
