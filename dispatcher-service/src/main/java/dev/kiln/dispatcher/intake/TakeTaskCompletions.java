package dev.kiln.dispatcher.intake;

import dev.kiln.contract.Envelope;
import dev.kiln.contract.Reason;
import dev.kiln.contract.TaskEvent;
import dev.kiln.contract.TaskFailed;
import dev.kiln.contract.TaskHinted;
import dev.kiln.contract.TaskSucceeded;
import dev.kiln.dispatcher.settle.SettleTask;
import dev.kiln.dispatcher.settle.Settlement;
import dev.kiln.dispatcher.task.HeardTasks;
import dev.kiln.dispatcher.task.HeardTasks.Heard;
import dev.kiln.dispatcher.task.StoreFailure;
import java.time.Clock;
import java.util.Optional;

/** Takes an event of {@code task.completions}: what a callback said of a task. */
public final class TakeTaskCompletions {

    private final SettleTask settle;
    private final HeardTasks heard;
    private final Clock clock;

    public TakeTaskCompletions(SettleTask settle, HeardTasks heard, Clock clock) {
        this.settle = settle;
        this.heard = heard;
        this.clock = clock;
    }

    /** Empty where it was taken. May be called again with the same event. */
    public Optional<Rejection> take(Envelope envelope) {
        try {
            return settle(envelope);
        } catch (StoreFailure e) {
            if (e.dataRefused()) {
                return Optional.of(Rejection.unstorable(envelope));
            }
            throw e;
        } catch (RuntimeException e) {
            return Optional.of(Rejection.notHandled(envelope, e));
        }
    }

    private Optional<Rejection> settle(Envelope envelope) {
        return switch (envelope.event()) {
            case TaskSucceeded succeeded -> rejection(envelope, heard(succeeded, settle.settle(succeeded)));
            case TaskFailed failed -> rejection(envelope, heard(failed, settle.settle(failed)));
            case TaskHinted hinted -> rejection(envelope, heard(hinted, settle.hint(hinted)));
            default -> Optional.of(new Rejection(envelope, Reason.UNREADABLE, "an event of another topic"));
        };
    }

    /** What names a further task is no step of the generation; that a callback named it is kept, to be proven by. */
    private Settlement heard(TaskEvent event, Settlement settlement) {
        if (settlement == Settlement.OTHER_TASK) {
            heard.hear(new Heard(event.generationId(), event.attempt(), event.taskId()), clock.instant());
        }
        return settlement;
    }

    private static Optional<Rejection> rejection(Envelope envelope, Settlement settlement) {
        return switch (settlement) {
            case SETTLED, REPEATED -> Optional.empty();
            case UNKNOWN_GENERATION ->
                Optional.of(
                        new Rejection(envelope, Reason.UNKNOWN_GENERATION, "no such generation was ever submitted"));
            case OTHER_TASK ->
                Optional.of(new Rejection(
                        envelope, Reason.OTHER_ATTEMPT, "it is about another attempt or task than the current one"));
        };
    }
}
