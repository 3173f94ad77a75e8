package dev.kiln.dispatcher.intake;

import dev.kiln.contract.Envelope;
import dev.kiln.contract.Reason;
import dev.kiln.contract.TaskFailed;
import dev.kiln.contract.TaskHinted;
import dev.kiln.contract.TaskSucceeded;
import dev.kiln.dispatcher.settle.SettleTask;
import dev.kiln.dispatcher.settle.Settlement;
import dev.kiln.dispatcher.task.StoreFailure;
import java.util.Optional;

/** Takes an event of {@code task.completions}: what a callback said of a task. */
public final class TakeTaskCompletions {

    private final SettleTask settle;

    public TakeTaskCompletions(SettleTask settle) {
        this.settle = settle;
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
            case TaskSucceeded succeeded -> rejection(envelope, settle.settle(succeeded));
            case TaskFailed failed -> rejection(envelope, settle.settle(failed));
            case TaskHinted hinted -> rejection(envelope, settle.hint(hinted));
            default -> Optional.of(new Rejection(envelope, Reason.UNREADABLE, "an event of another topic"));
        };
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
