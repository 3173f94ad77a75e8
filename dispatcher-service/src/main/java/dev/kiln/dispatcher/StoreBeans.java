package dev.kiln.dispatcher;

import dev.kiln.dispatcher.account.Accounts;
import dev.kiln.dispatcher.account.CheckIntervals;
import dev.kiln.dispatcher.audit.AuditLog;
import dev.kiln.dispatcher.budget.BudgetsRead;
import dev.kiln.dispatcher.kie.LimitedRecords;
import dev.kiln.dispatcher.measure.Measurements;
import dev.kiln.dispatcher.overview.OpenTasks;
import dev.kiln.dispatcher.pause.Pauses;
import dev.kiln.dispatcher.restore.HeldClaims;
import dev.kiln.dispatcher.stop.Hold;
import dev.kiln.dispatcher.stop.Stopping;
import dev.kiln.dispatcher.submit.ClaimsWithinBudgets;
import dev.kiln.dispatcher.submit.SendLimits;
import dev.kiln.dispatcher.task.Claims;
import dev.kiln.dispatcher.task.HeardTasks;
import dev.kiln.dispatcher.task.Inbox;
import dev.kiln.dispatcher.task.Outbox;
import dev.kiln.dispatcher.task.RestoreTables;
import dev.kiln.dispatcher.task.Tasks;
import dev.kiln.dispatcher.task.adapter.PgAccountStops;
import dev.kiln.dispatcher.task.adapter.PgAccounts;
import dev.kiln.dispatcher.task.adapter.PgAuditLog;
import dev.kiln.dispatcher.task.adapter.PgClaims;
import dev.kiln.dispatcher.task.adapter.PgHeardTasks;
import dev.kiln.dispatcher.task.adapter.PgInbox;
import dev.kiln.dispatcher.task.adapter.PgMeasurements;
import dev.kiln.dispatcher.task.adapter.PgOpenTasks;
import dev.kiln.dispatcher.task.adapter.PgOutbox;
import dev.kiln.dispatcher.task.adapter.PgPauses;
import dev.kiln.dispatcher.task.adapter.PgPollSlots;
import dev.kiln.dispatcher.task.adapter.PgRestoreTables;
import dev.kiln.dispatcher.task.adapter.PgTasks;
import dev.kiln.dispatcher.task.adapter.SubmitLimits;
import io.micrometer.core.instrument.MeterRegistry;
import io.vertx.sqlclient.Pool;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.util.Set;

/** Makes beans of what is kept in PostgreSQL. */
@Singleton
class StoreBeans {

    /** Readings that fail for longer leave a balance unknown, which keeps nothing from being claimed. */
    private static final int READINGS_COUNT_FOR = 5;

    private final DispatcherConfig config;

    StoreBeans(DispatcherConfig config) {
        this.config = config;
    }

    @Produces
    @Singleton
    Tasks tasks(Pool pool, Clock clock) {
        return new PgTasks(pool, clock);
    }

    @Produces
    @Singleton
    Claims claims(Pool pool, Clock clock, Stopping stopping, Hold hold, BudgetsRead budgets) {
        DispatcherConfig.Submit submit = config.submit();
        SendLimits sender = new SendLimits(config.kie().answerTimeout(), submit.slotUnanswered());
        SubmitLimits limits = new SubmitLimits(
                sender.slot(),
                submit.slotWindow(),
                sender.slot(),
                config.kie().runningTasks(),
                config.balance().readEvery().multipliedBy(READINGS_COUNT_FOR));
        Set<String> accounts = KieAccounts.keys(config.kie().accounts()).keySet();
        Claims claims = new PgClaims(pool, clock, limits, accounts, stopping);
        return new ClaimsWithinBudgets(new HeldClaims(claims, hold), budgets);
    }

    @Produces
    @Singleton
    PgPollSlots pollSlots(Pool pool, Clock clock, MeterRegistry meters) {
        return new PgPollSlots(pool, clock, LimitedRecords.longest(config.kie().readTimeout()), meters);
    }

    @Produces
    @Singleton
    PgAccounts accounts(Pool pool) {
        return new PgAccounts(pool);
    }

    @Produces
    @Singleton
    Inbox inbox(Pool pool, Clock clock) {
        return new PgInbox(pool, clock);
    }

    @Produces
    @Singleton
    RestoreTables restoreTables(Pool pool, Clock clock) {
        return new PgRestoreTables(pool, clock);
    }

    @Produces
    @Singleton
    Outbox outbox(Pool pool) {
        return new PgOutbox(pool);
    }

    @Produces
    @Singleton
    Accounts accountStops(Pool pool, Clock clock) {
        CheckIntervals intervals = new CheckIntervals(
                config.stopped().firstCheckAfter(), config.stopped().longestCheckAfter());
        return new PgAccountStops(
                pool,
                clock,
                intervals,
                KieAccounts.keys(config.kie().accounts()).keySet());
    }

    @Produces
    @Singleton
    Pauses pauses(Pool pool, Clock clock) {
        return new PgPauses(pool, clock);
    }

    @Produces
    @Singleton
    HeardTasks heardTasks(Pool pool) {
        return new PgHeardTasks(pool);
    }

    @Produces
    @Singleton
    AuditLog auditLog(Pool pool) {
        return new PgAuditLog(pool);
    }

    @Produces
    @Singleton
    OpenTasks openTasks(Pool pool) {
        return new PgOpenTasks(pool);
    }

    @Produces
    @Singleton
    Measurements measurements(Pool pool) {
        return new PgMeasurements(pool);
    }
}
