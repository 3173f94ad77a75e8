package dev.kiln.dispatcher;

import dev.kiln.callbackurl.CallbackUrls;
import dev.kiln.catalog.Catalog;
import dev.kiln.dispatcher.account.Accounts;
import dev.kiln.dispatcher.account.CheckAccounts;
import dev.kiln.dispatcher.account.adapter.MeteredChecks;
import dev.kiln.dispatcher.intake.AcceptRequest;
import dev.kiln.dispatcher.intake.CancelGeneration;
import dev.kiln.dispatcher.intake.TakeBudgets;
import dev.kiln.dispatcher.intake.TakeCharges;
import dev.kiln.dispatcher.intake.TakeRequests;
import dev.kiln.dispatcher.intake.TakeTaskCompletions;
import dev.kiln.dispatcher.intake.TakeTenants;
import dev.kiln.dispatcher.kie.Balances;
import dev.kiln.dispatcher.kie.Kie;
import dev.kiln.dispatcher.kie.LimitedRecords;
import dev.kiln.dispatcher.kie.adapter.KieSettings;
import dev.kiln.dispatcher.kie.adapter.VertxKie;
import dev.kiln.dispatcher.live.Progress;
import dev.kiln.dispatcher.operate.ReadEvidence;
import dev.kiln.dispatcher.operate.RuleCreated;
import dev.kiln.dispatcher.operate.RuleSecondTask;
import dev.kiln.dispatcher.operate.RuleTask;
import dev.kiln.dispatcher.pause.Pauses;
import dev.kiln.dispatcher.restore.CheckDatabase;
import dev.kiln.dispatcher.restore.History;
import dev.kiln.dispatcher.restore.RestoreRun;
import dev.kiln.dispatcher.restore.RestoreTasks;
import dev.kiln.dispatcher.restore.RestoreTasks.Doubts;
import dev.kiln.dispatcher.restore.RestoreTasks.Intakes;
import dev.kiln.dispatcher.settle.Confirmation;
import dev.kiln.dispatcher.settle.Endings;
import dev.kiln.dispatcher.settle.SettleObserver;
import dev.kiln.dispatcher.settle.SettleTask;
import dev.kiln.dispatcher.settle.adapter.MeteredSettlements;
import dev.kiln.dispatcher.settle.adapter.SettledSpans;
import dev.kiln.dispatcher.stop.Hold;
import dev.kiln.dispatcher.stop.Intake;
import dev.kiln.dispatcher.stop.Stopping;
import dev.kiln.dispatcher.submit.CallbackLinks;
import dev.kiln.dispatcher.submit.HeedAnswer;
import dev.kiln.dispatcher.submit.RecordAnswer;
import dev.kiln.dispatcher.submit.Schedule;
import dev.kiln.dispatcher.submit.SubmitObserver;
import dev.kiln.dispatcher.submit.SubmitTask;
import dev.kiln.dispatcher.submit.adapter.CreateSpans;
import dev.kiln.dispatcher.submit.adapter.MeteredSubmits;
import dev.kiln.dispatcher.task.Claims;
import dev.kiln.dispatcher.task.HeardTasks;
import dev.kiln.dispatcher.task.Inbox;
import dev.kiln.dispatcher.task.RestoreTables;
import dev.kiln.dispatcher.task.Tasks;
import dev.kiln.dispatcher.task.adapter.PgAuditedTasks;
import dev.kiln.dispatcher.task.adapter.PgEarlyCancellations;
import dev.kiln.dispatcher.task.adapter.PgTenants;
import dev.kiln.tenantkeys.OperatorKeys;
import io.micrometer.core.instrument.MeterRegistry;
import io.opentelemetry.api.trace.Tracer;
import io.vertx.core.Vertx;
import io.vertx.sqlclient.Pool;
import jakarta.enterprise.inject.Disposes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Makes beans of the domain's classes and of what they need; see also {@link StoreBeans}, {@link BrokerBeans} and
 * {@link WatchBeans}.
 */
@Singleton
class DispatcherBeans {

    /** How long nothing may move while records wait, before a restart is due. */
    private static final Duration STUCK_AFTER = Duration.ofSeconds(60);

    private final DispatcherConfig config;

    DispatcherBeans(DispatcherConfig config) {
        this.config = config;
    }

    @Produces
    @Singleton
    Clock clock() {
        return Clock.systemUTC();
    }

    @Produces
    @Singleton
    Stopping stopping() {
        return new Stopping();
    }

    @Produces
    @Singleton
    Hold hold() {
        return new Hold();
    }

    @Produces
    @Singleton
    Intake intake(Stopping stopping, Hold hold) {
        return new Intake(stopping, hold);
    }

    @Produces
    @Singleton
    Progress progress(Clock clock) {
        return new Progress(clock, STUCK_AFTER);
    }

    @Produces
    @Singleton
    Catalog catalog() {
        return config.catalog().path().map(Catalog::load).orElseGet(Catalog::bundled);
    }

    @Produces
    @Singleton
    CheckDatabase checkDatabase(RestoreTables tables, History history, Hold hold) {
        return new CheckDatabase(tables, history, hold);
    }

    @Produces
    @Singleton
    RestoreRun restoreRun(
            CheckDatabase check, RestoreTables tables, History history, Tasks tasks, Intakes intakes, Hold hold) {
        List<String> accounts =
                List.copyOf(KieAccounts.keys(config.kie().accounts()).keySet());
        String account = accounts.size() == 1 ? accounts.getFirst() : KieAccounts.UNKNOWN;
        Doubts doubts = new Doubts(account, config.doubt().parksAfter());
        return new RestoreRun(check, new RestoreTasks(tables, history, tasks, intakes, doubts, clock()), hold);
    }

    @Produces
    @Singleton
    Intakes intakes(
            AcceptRequest accept,
            CancelGeneration cancel,
            TakeTaskCompletions completions,
            TakeTenants tenants,
            TakeBudgets budgets,
            TakeCharges charges) {
        return new Intakes(accept, cancel, completions, tenants, budgets, charges);
    }

    @Produces
    @Singleton
    CancelGeneration cancelGeneration(Tasks tasks, Pool pool, Clock clock) {
        return new CancelGeneration(tasks, new PgEarlyCancellations(pool), clock, WatchBeans::unreadable);
    }

    @Produces
    @Singleton
    AcceptRequest acceptRequest(Catalog catalog, Clock clock) {
        return new AcceptRequest(catalog, config.submit().expiresAfter(), clock);
    }

    @Produces
    @Singleton
    TakeRequests takeRequests(AcceptRequest accept, CancelGeneration cancel, Inbox inbox) {
        return new TakeRequests(accept, cancel, inbox);
    }

    @Produces
    @Singleton
    TakeTaskCompletions takeTaskCompletions(SettleTask settle, HeardTasks heard, Clock clock) {
        return new TakeTaskCompletions(settle, heard, clock);
    }

    @Produces
    @Singleton
    TakeTenants takeTenants(Pool pool) {
        return new TakeTenants(new PgTenants(pool));
    }

    @Produces
    @Singleton
    SettleTask settleTask(Tasks tasks, Catalog catalog, Clock clock, MeterRegistry meters, Tracer tracer) {
        Confirmation confirmation = new Confirmation(
                config.poll().confirmShare(),
                config.poll().confirmAfter(),
                KieAccounts.keys(config.kie().accounts()).keySet());
        boolean awaitsCallbacks = config.callback().publicUrl().isPresent();
        SettleObserver observer = new MeteredSettlements(meters, awaitsCallbacks, new SettledSpans(tracer));
        return new SettleTask(tasks, new Endings(catalog), confirmation, clock, observer);
    }

    @Produces
    @Singleton
    VertxKie kie(Vertx vertx) {
        DispatcherConfig.Kie kie = config.kie();
        KieSettings settings = new KieSettings(
                kie.baseUrl(), kie.connectTimeout(), kie.answerTimeout(), kie.readTimeout(), kie.userAgent());
        return new VertxKie(vertx, settings, KieAccounts.keys(kie.accounts()));
    }

    void close(@Disposes VertxKie kie) {
        kie.close();
    }

    @Produces
    @Singleton
    SubmitObserver submitObserver(MeterRegistry meters, Tracer tracer, Clock clock) {
        return new MeteredSubmits(meters, new CreateSpans(tracer, clock));
    }

    @Produces
    @Singleton
    CheckAccounts checkAccounts(Accounts accounts, Balances balances, MeterRegistry meters) {
        return new CheckAccounts(accounts, balances, new MeteredChecks(meters));
    }

    @Produces
    @Singleton
    OperatorKeys operatorKeys() {
        return OperatorKeys.of(config.operators().entrySet().stream()
                .collect(Collectors.toMap(
                        Map.Entry::getKey, operator -> operator.getValue().keyHashes())));
    }

    @Produces
    @Singleton
    RuleTask ruleTask(
            Pool pool,
            LimitedRecords records,
            SettleTask settle,
            HeardTasks heard,
            Stopping stopping,
            Catalog catalog,
            Clock clock) {
        ReadEvidence evidence = new ReadEvidence(records, stopping::pause, clock);
        Set<String> accounts = KieAccounts.keys(config.kie().accounts()).keySet();
        RuleCreated created = new RuleCreated(settle, accounts);
        RuleSecondTask second = new RuleSecondTask(new Endings(catalog), heard, accounts);
        return new RuleTask(new PgAuditedTasks(pool, clock), evidence, created, second, clock);
    }

    @Produces
    @Singleton
    HeedAnswer heedAnswer(Claims claims, Accounts accounts, Pauses pauses, SubmitObserver observer) {
        return new HeedAnswer(claims, accounts, pauses, config.submit().modelPause(), observer);
    }

    @Produces
    @Singleton
    RecordAnswer recordAnswer(Tasks tasks, HeedAnswer heed, Catalog catalog, Clock clock, SubmitObserver observer) {
        Schedule schedule = new Schedule(
                catalog,
                config.poll().firstAfter(),
                config.submit().modelPause(),
                config.doubt().parksAfter());
        return new RecordAnswer(tasks, heed, schedule, DispatcherBeans::wait, clock, observer);
    }

    @Produces
    @Singleton
    SubmitTask submitTask(Kie kie, Claims claims, RecordAnswer answers, Clock clock, SubmitObserver observer) {
        DispatcherConfig.Callback callback = config.callback();
        CallbackLinks links = new CallbackLinks(callback.publicUrl(), new CallbackUrls(callback.tokenKeys()));
        return new SubmitTask(kie, claims, answers, links, clock, observer);
    }

    /** An answer is worth waiting for even while the service stops. */
    private static boolean wait(Duration length) {
        try {
            Thread.sleep(length);
            return true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
