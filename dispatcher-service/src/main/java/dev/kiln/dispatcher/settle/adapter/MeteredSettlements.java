package dev.kiln.dispatcher.settle.adapter;

import dev.kiln.contract.GenerationCanceled;
import dev.kiln.contract.GenerationFailed;
import dev.kiln.contract.GenerationSucceeded;
import dev.kiln.dispatcher.settle.SettleObserver;
import dev.kiln.dispatcher.task.Finished;
import dev.kiln.tracecontext.LogContext;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import java.util.Locale;
import org.jboss.logging.Logger;

/** Counts and traces endings and corrections; the tags are bounded by the catalog and the configuration. */
public final class MeteredSettlements implements SettleObserver {

    private static final Logger LOG = Logger.getLogger(MeteredSettlements.class);

    private final MeterRegistry meters;
    private final boolean awaitsCallbacks;
    private final SettledSpans spans;

    /** @param awaitsCallbacks whether Kie was told where to call back */
    public MeteredSettlements(MeterRegistry meters, boolean awaitsCallbacks, SettledSpans spans) {
        this.meters = meters;
        this.awaitsCallbacks = awaitsCallbacks;
        this.spans = spans;
    }

    @Override
    public void ended(Finished task, Source source) {
        spans.record(task, state(task));
        Tags tags = tags(task);
        Tags ending = tags.and("state", state(task), "by", source.name().toLowerCase(Locale.ROOT));
        meters.counter("kiln_dispatcher_endings_total", ending).increment();
        if (source == Source.RECORD && awaitsCallbacks) {
            meters.counter("kiln_dispatcher_callbacks_lost_total", tags).increment();
        }
    }

    @Override
    public void another(String generationId, int attempt, String taskId) {
        meters.counter("kiln_dispatcher_second_tasks_total").increment();
        LogContext.about(
                generationId,
                null,
                () -> LOG.errorf(
                        "generation %s: a callback of attempt %d names the task %s, which is not its own; check it at Kie",
                        generationId, attempt, taskId));
    }

    @Override
    public void corrected(Finished task, Source source) {
        spans.record(task, state(task));
        Tags tags = tags(task).and("by", source.name().toLowerCase(Locale.ROOT));
        meters.counter("kiln_dispatcher_corrections_total", tags).increment();
    }

    private static Tags tags(Finished task) {
        return Tags.of(
                "account", task.completion().submission().account(),
                "model", task.generation().request().model());
    }

    private static String state(Finished task) {
        return switch (task.completion()) {
            case GenerationSucceeded succeeded -> "succeeded";
            case GenerationFailed failed -> "failed";
            case GenerationCanceled canceled -> "canceled";
        };
    }
}
