package dev.kiln.dispatcher.submit.adapter;

import dev.kiln.contract.Cause;
import dev.kiln.dispatcher.account.Accounts;
import dev.kiln.dispatcher.account.Advice;
import dev.kiln.dispatcher.kie.CreateOutcome;
import dev.kiln.dispatcher.submit.SubmitObserver;
import dev.kiln.dispatcher.task.Submitting;
import dev.kiln.tracecontext.LogContext;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import org.jboss.logging.Logger;

/** Counts, logs and traces submissions; the tags are bounded by the catalog and the configuration. */
public final class MeteredSubmits implements SubmitObserver {

    private static final Logger LOG = Logger.getLogger(MeteredSubmits.class);

    private final MeterRegistry meters;
    private final CreateSpans spans;

    public MeteredSubmits(MeterRegistry meters, CreateSpans spans) {
        this.meters = meters;
        this.spans = spans;
    }

    @Override
    public void outcome(Submitting task, CreateOutcome outcome) {
        String model = task.generation().request().model();
        String account = task.submission().account();
        meters.counter("kiln_dispatcher_creates_total", "account", account, "model", model, "outcome", name(outcome))
                .increment();
        spans.record(task, name(outcome));
        LogContext.about(task.generation().id(), task.generation().tenantId(), () -> cause(outcome, task));
    }

    private static void cause(CreateOutcome outcome, Submitting task) {
        String id = task.generation().id();
        int attempt = task.submission().attempt();
        switch (outcome) {
            case CreateOutcome.Created created -> LOG.debugf("generation %s attempt %d created", id, attempt);
            case CreateOutcome.Refused refused ->
                LOG.infof(
                        "generation %s attempt %d refused: %s",
                        id, attempt, refused.failure().reason());
            case CreateOutcome.NotSent notSent -> again(id, attempt, notSent.cause());
            case CreateOutcome.AccountStopped stopped -> quietly(id, attempt, stopped.cause());
            case CreateOutcome.ModelPaused paused -> quietly(id, attempt, paused.cause());
            case CreateOutcome.TryLater later -> again(id, attempt, later.cause());
            case CreateOutcome.InDoubt doubt ->
                LOG.warnf(
                        "generation %s attempt %d is in doubt: %s",
                        id, attempt, doubt.cause().reason());
        }
    }

    private static void again(String id, int attempt, Cause cause) {
        LOG.infof("generation %s attempt %d created nothing: %s", id, attempt, cause.reason());
    }

    /** The stop of the account or model has been told once. */
    private static void quietly(String id, int attempt, Cause cause) {
        LOG.debugf("generation %s attempt %d created nothing: %s", id, attempt, cause.reason());
    }

    private static String name(CreateOutcome outcome) {
        return switch (outcome) {
            case CreateOutcome.Created created -> "created";
            case CreateOutcome.NotSent notSent -> "not_sent";
            case CreateOutcome.Refused refused -> "refused";
            case CreateOutcome.AccountStopped stopped -> "account_stopped";
            case CreateOutcome.ModelPaused paused -> "model_paused";
            case CreateOutcome.TryLater later -> "try_later";
            case CreateOutcome.InDoubt doubt -> "in_doubt";
        };
    }

    @Override
    public void notConnected() {
        meters.counter("kiln_dispatcher_connect_failures_total").increment();
    }

    @Override
    public void paused(String account, CreateOutcome outcome, Duration length) {
        meters.counter("kiln_dispatcher_account_pauses_total", "account", account, "outcome", name(outcome))
                .increment();
        LOG.warnf(
                "account %s answered %s: nothing is submitted with it for %d s; what is queued waits",
                account, name(outcome), length.toSeconds());
    }

    @Override
    public void stopped(Accounts.Stopped stopped) {
        Cause cause = stopped.cause();
        meters.counter("kiln_dispatcher_account_stops_total", "account", stopped.account(), "reason", cause.reason())
                .increment();
        LOG.errorf(
                "account %s is stopped: %s (%s). Requests that wait: %d. To do: %s; a check resumes it by itself,"
                        + " POST /operators/v1/accounts/%s/resume does so at once",
                stopped.account(),
                cause.reason(),
                cause.detail(),
                stopped.waiting(),
                Advice.on(cause.reason()),
                stopped.account());
    }

    @Override
    public void modelPaused(String model, Cause cause, Duration length) {
        meters.counter("kiln_dispatcher_model_pauses_total", "model", model).increment();
        LOG.warnf(
                "model %s is switched off at Kie (%s): it is tried again in %d s, its requests wait",
                model, cause.detail(), length.toSeconds());
    }

    @Override
    public void pauseFailed(String account) {
        meters.counter("kiln_dispatcher_record_failures_total").increment();
        LOG.warnf("account %s: its stop or pause could not be stored", account);
    }

    @Override
    public void recordingFailed(String generationId, int attempt, CreateOutcome outcome) {
        meters.counter("kiln_dispatcher_record_failures_total").increment();
        String taskId = outcome instanceof CreateOutcome.Created created ? created.taskId() : "none";
        LogContext.about(
                generationId,
                null,
                () -> LOG.warnf(
                        "generation %s attempt %d: the answer to its create (%s, task %s) waits for the database",
                        generationId, attempt, name(outcome), taskId));
    }

    @Override
    public void secondTask(String generationId, String knownTaskId, String answeredTaskId) {
        meters.counter("kiln_dispatcher_second_tasks_total").increment();
        LogContext.about(
                generationId,
                null,
                () -> LOG.errorf(
                        "generation %s: one attempt has the task ids %s and %s; check both at Kie",
                        generationId, knownTaskId, answeredTaskId));
    }
}
