package dev.kiln.dispatcher.account.adapter;

import dev.kiln.dispatcher.account.Account;
import dev.kiln.dispatcher.account.Accounts;
import dev.kiln.dispatcher.account.CheckAccounts;
import dev.kiln.dispatcher.pause.Pauses;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.MultiGauge.Row;
import io.micrometer.core.instrument.Tags;
import io.quarkus.scheduler.Scheduled;
import io.quarkus.scheduler.Scheduled.ConcurrentExecution;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.ToIntFunction;
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
    private final MultiGauge stopped;
    private final MultiGauge slots;
    private final MultiGauge slotsUsed;
    private final MultiGauge doubts;
    private final AtomicInteger paused;

    AccountTimer(CheckAccounts check, Accounts accounts, Pauses pauses, MeterRegistry meters) {
        this.check = check;
        this.accounts = accounts;
        this.pauses = pauses;
        this.meters = meters;
        this.stopped = MultiGauge.builder("kiln_dispatcher_account_stopped").register(meters);
        this.slots = MultiGauge.builder("kiln_dispatcher_slots").register(meters);
        this.slotsUsed = MultiGauge.builder("kiln_dispatcher_slots_used").register(meters);
        this.doubts =
                MultiGauge.builder("kiln_dispatcher_account_doubts_in_a_row").register(meters);
        this.paused = meters.gauge("kiln_dispatcher_pauses", new AtomicInteger());
    }

    @Scheduled(every = "2s", concurrentExecution = ConcurrentExecution.SKIP)
    void check() {
        guarded("check", check::check);
    }

    @Scheduled(every = "5s", concurrentExecution = ConcurrentExecution.SKIP)
    void show() {
        guarded("show", () -> {
            List<Account> all = accounts.all(SHOWN_AT_MOST);
            stopped.register(rows(all, account -> account.stop().isPresent() ? 1 : 0), true);
            slots.register(rows(all, Account::slots), true);
            slotsUsed.register(rows(all, Account::slotsInUse), true);
            doubts.register(rows(all, Account::doubtsInARow), true);
            paused.set(pauses.standing(SHOWN_AT_MOST).size());
        });
    }

    private static List<Row<?>> rows(List<Account> accounts, ToIntFunction<Account> value) {
        return accounts.stream()
                .<Row<?>>map(account -> Row.of(Tags.of("account", account.name()), value.applyAsInt(account)))
                .toList();
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
