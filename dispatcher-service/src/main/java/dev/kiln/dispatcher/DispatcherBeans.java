package dev.kiln.dispatcher;

import dev.kiln.callbackurl.CallbackUrls;
import dev.kiln.catalog.Catalog;
import dev.kiln.contract.CloudEventsCodec;
import dev.kiln.dispatcher.account.Accounts;
import dev.kiln.dispatcher.account.CheckAccounts;
import dev.kiln.dispatcher.account.CheckIntervals;
import dev.kiln.dispatcher.account.adapter.MeteredChecks;
import dev.kiln.dispatcher.announce.adapter.OutboxRelay;
import dev.kiln.dispatcher.audit.AuditLog;
import dev.kiln.dispatcher.deadletter.DeadLetters;
import dev.kiln.dispatcher.deadletter.adapter.KafkaDeadLetters;
import dev.kiln.dispatcher.intake.AcceptRequest;
import dev.kiln.dispatcher.intake.CancelGeneration;
import dev.kiln.dispatcher.intake.TakeRequests;
import dev.kiln.dispatcher.intake.TakeTaskCompletions;
import dev.kiln.dispatcher.intake.TakeTenants;
import dev.kiln.dispatcher.kie.Balances;
import dev.kiln.dispatcher.kie.Kie;
import dev.kiln.dispatcher.kie.Records;
import dev.kiln.dispatcher.kie.adapter.KieSettings;
import dev.kiln.dispatcher.kie.adapter.VertxKie;
import dev.kiln.dispatcher.operate.ReadEvidence;
import dev.kiln.dispatcher.operate.RuleCreated;
import dev.kiln.dispatcher.operate.RuleTask;
import dev.kiln.dispatcher.overview.OpenTasks;
import dev.kiln.dispatcher.pause.Pauses;
import dev.kiln.dispatcher.settle.Confirmation;
import dev.kiln.dispatcher.settle.Endings;
import dev.kiln.dispatcher.settle.SettleTask;
import dev.kiln.dispatcher.stop.Stopping;
import dev.kiln.dispatcher.submit.CallbackLinks;
import dev.kiln.dispatcher.submit.HeedAnswer;
import dev.kiln.dispatcher.submit.RecordAnswer;
import dev.kiln.dispatcher.submit.Schedule;
import dev.kiln.dispatcher.submit.SubmitObserver;
import dev.kiln.dispatcher.submit.SubmitTask;
import dev.kiln.dispatcher.submit.adapter.MeteredSubmits;
import dev.kiln.dispatcher.task.Claims;
import dev.kiln.dispatcher.task.Inbox;
import dev.kiln.dispatcher.task.Outbox;
import dev.kiln.dispatcher.task.PollSlots;
import dev.kiln.dispatcher.task.Tasks;
import dev.kiln.dispatcher.task.adapter.PgAccountStops;
import dev.kiln.dispatcher.task.adapter.PgAccounts;
import dev.kiln.dispatcher.task.adapter.PgAuditLog;
import dev.kiln.dispatcher.task.adapter.PgAuditedTasks;
import dev.kiln.dispatcher.task.adapter.PgClaims;
import dev.kiln.dispatcher.task.adapter.PgEarlyCancellations;
import dev.kiln.dispatcher.task.adapter.PgInbox;
import dev.kiln.dispatcher.task.adapter.PgOpenTasks;
import dev.kiln.dispatcher.task.adapter.PgOutbox;
import dev.kiln.dispatcher.task.adapter.PgPauses;
import dev.kiln.dispatcher.task.adapter.PgPollSlots;
import dev.kiln.dispatcher.task.adapter.PgTasks;
import dev.kiln.dispatcher.task.adapter.PgTenants;
import dev.kiln.dispatcher.task.adapter.SubmitLimits;
import dev.kiln.dispatcher.watch.ConfirmTask;
import dev.kiln.dispatcher.watch.PollIntervals;
import dev.kiln.dispatcher.watch.PollTask;
import dev.kiln.dispatcher.watch.SweepTasks;
import dev.kiln.tenantkeys.OperatorKeys;
import io.micrometer.core.instrument.MeterRegistry;
import io.smallrye.reactive.messaging.MutinyEmitter;
import io.smallrye.reactive.messaging.kafka.KafkaClientService;
import io.vertx.core.Vertx;
import io.vertx.sqlclient.Pool;
import jakarta.enterprise.inject.Disposes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.stream.Collectors;
import org.eclipse.microprofile.reactive.messaging.Channel;
import org.jboss.logging.Logger;

/** Makes beans of the domain's classes and of their adapters. */
@Singleton
class DispatcherBeans {

    private static final Logger LOG = Logger.getLogger(DispatcherBeans.class);

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
    Catalog catalog() {
        return config.catalog().path().map(Catalog::load).orElseGet(Catalog::bundled);
    }

    @Produces
    @Singleton
    CloudEventsCodec codec() {
        return new CloudEventsCodec(config.topics().prefix());
    }

    @Produces
    @Singleton
    Tasks tasks(Pool pool, Clock clock) {
        return new PgTasks(pool, clock);
    }

    @Produces
    @Singleton
    Claims claims(Pool pool, Clock clock, Stopping stopping) {
        DispatcherConfig.Submit submit = config.submit();
        SubmitLimits limits = new SubmitLimits(
                submit.slotUnanswered(),
                submit.slotWindow(),
                submit.slotUnanswered(),
                config.kie().runningTasks());
        return new PgClaims(
                pool, clock, limits, KieAccounts.keys(config.kie().accounts()).keySet(), stopping);
    }

    @Produces
    @Singleton
    PollSlots pollSlots(Pool pool) {
        return new PgPollSlots(pool);
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
    Outbox outbox(Pool pool) {
        return new PgOutbox(pool);
    }

    @Produces
    @Singleton
    DeadLetters deadLetters(@Channel("dead-letters") MutinyEmitter<byte[]> emitter, MeterRegistry meters) {
        return new KafkaDeadLetters(emitter, config.topics().prefix(), meters);
    }

    @Produces
    @Singleton
    OutboxRelay relay(
            Outbox outbox,
            @Channel("outbox") MutinyEmitter<byte[]> opensTheChannel,
            KafkaClientService clients,
            CloudEventsCodec codec,
            MeterRegistry meters) {
        return new OutboxRelay(outbox, () -> clients.getProducer("outbox"), codec, meters);
    }

    @Produces
    @Singleton
    CancelGeneration cancelGeneration(Tasks tasks, Pool pool, Clock clock) {
        return new CancelGeneration(tasks, new PgEarlyCancellations(pool), clock);
    }

    @Produces
    @Singleton
    TakeRequests takeRequests(Catalog catalog, CancelGeneration cancel, Inbox inbox, Clock clock) {
        return new TakeRequests(new AcceptRequest(catalog, config.submit().expiresAfter(), clock), cancel, inbox);
    }

    @Produces
    @Singleton
    TakeTaskCompletions takeTaskCompletions(SettleTask settle) {
        return new TakeTaskCompletions(settle);
    }

    @Produces
    @Singleton
    TakeTenants takeTenants(Pool pool) {
        return new TakeTenants(new PgTenants(pool));
    }

    @Produces
    @Singleton
    SettleTask settleTask(Tasks tasks, Catalog catalog, Clock clock) {
        Confirmation confirmation =
                new Confirmation(config.poll().confirmShare(), config.poll().confirmAfter());
        return new SettleTask(tasks, new Endings(catalog), confirmation, clock);
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
    SubmitObserver submitObserver(MeterRegistry meters) {
        return new MeteredSubmits(meters);
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
    CheckAccounts checkAccounts(Accounts accounts, Balances balances, MeterRegistry meters) {
        return new CheckAccounts(accounts, balances, new MeteredChecks(meters));
    }

    @Produces
    @Singleton
    Pauses pauses(Pool pool, Clock clock) {
        return new PgPauses(pool, clock);
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
    OperatorKeys operatorKeys() {
        return OperatorKeys.of(config.operators().entrySet().stream()
                .collect(Collectors.toMap(
                        Map.Entry::getKey, operator -> operator.getValue().keyHashes())));
    }

    @Produces
    @Singleton
    RuleTask ruleTask(Pool pool, Records records, PollSlots slots, SettleTask settle, Stopping stopping, Clock clock) {
        ReadEvidence evidence = new ReadEvidence(records, slots, stopping::pause, clock);
        return new RuleTask(new PgAuditedTasks(pool, clock), evidence, new RuleCreated(settle), clock);
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

    @Produces
    @Singleton
    PollTask pollTask(Kie kie, Tasks tasks, SettleTask settle, PollSlots slots, Clock clock) {
        DispatcherConfig.Poll poll = config.poll();
        PollIntervals intervals = new PollIntervals(poll.shortestInterval(), poll.parksAfter(), poll.whenParked());
        return new PollTask(kie, tasks, settle, slots, intervals, clock);
    }

    @Produces
    @Singleton
    ConfirmTask confirmTask(Kie kie, Tasks tasks, SettleTask settle, PollSlots slots, Clock clock) {
        return new ConfirmTask(kie, tasks, settle, slots, clock);
    }

    @Produces
    @Singleton
    SweepTasks sweepTasks(Tasks tasks, Clock clock) {
        return new SweepTasks(tasks, config.doubt().parksAfter(), clock, row -> LOG.error(row.getMessage()));
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
