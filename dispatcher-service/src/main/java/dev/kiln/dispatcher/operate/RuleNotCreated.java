package dev.kiln.dispatcher.operate;

import dev.kiln.contract.Cause;
import dev.kiln.contract.Failure;
import dev.kiln.contract.Reason;
import dev.kiln.contract.Submission;
import dev.kiln.dispatcher.operate.RuleTask.Ruling;
import dev.kiln.dispatcher.task.Finished;
import dev.kiln.dispatcher.task.InDoubt;
import dev.kiln.dispatcher.task.Parked;
import dev.kiln.dispatcher.task.Queued;
import dev.kiln.dispatcher.task.Running;
import dev.kiln.dispatcher.task.Submitting;
import dev.kiln.dispatcher.task.Task;
import dev.kiln.dispatcher.task.Transition;
import dev.kiln.dispatcher.task.Undecided;
import java.time.Duration;
import java.time.Instant;

/** What "nothing was created" comes to: the hold falls, and the next attempt may follow. */
final class RuleNotCreated {

    /** A sender tries for ten minutes to record an answer that exists nowhere else. */
    private static final Duration SENDER_MAY_KNOW = Duration.ofMinutes(15);

    private static final Failure EXPIRED =
            new Failure(Reason.EXPIRED, "an operator found that nothing was created, after its expiresAt", true, false);

    Ruling on(Task task, Verdict.NotCreated verdict, Instant now) {
        Submission submission = task.lastSubmission();
        if (submission == null || submission.attempt() < verdict.attempt()) {
            return Ruling.movedOn(task, "it had no attempt " + verdict.attempt());
        }
        if (submission.attempt() > verdict.attempt()) {
            return Ruling.repeated(task);
        }
        return switch (task) {
            case Queued queued -> Ruling.repeated(task);
            case Finished finished -> ended(finished);
            case Running running ->
                Ruling.movedOn(
                        task,
                        running.hinted()
                                ? "a hint has named a task, whose record is being looked into"
                                : "Kie has named its task");
            case Submitting submitting ->
                Ruling.movedOn(task, "its sender may be at work until " + submitting.sweepAt());
            case InDoubt doubt -> inDoubt(doubt, now);
            case Parked parked ->
                parked.taskUnknown()
                        ? parked(parked.withoutHint(), now)
                        : Ruling.contradicted(task, "Kie has named its task, so it was created");
        };
    }

    private static Ruling ended(Finished finished) {
        return finished.completion().submission().taskId() == null
                ? Ruling.repeated(finished)
                : Ruling.movedOn(finished, "it ended with a task of Kie's");
    }

    private static Ruling parked(Parked parked, Instant now) {
        Instant silentAt = parked.submission().submittedAt().plus(SENDER_MAY_KNOW);
        return now.isBefore(silentAt)
                ? Ruling.movedOn(parked, "its sender may still hold an answer until " + silentAt)
                : Ruling.step(back(parked, now));
    }

    private static Ruling inDoubt(InDoubt doubt, Instant now) {
        Instant silentAt = doubt.submission().submittedAt().plus(SENDER_MAY_KNOW);
        boolean senderLost = doubt.cause().reason().equals(Reason.SENDER_LOST);
        return senderLost && now.isBefore(silentAt)
                ? Ruling.movedOn(doubt, "its sender may still hold an answer until " + silentAt)
                : Ruling.step(back(doubt, now));
    }

    private static Transition back(Undecided task, Instant now) {
        boolean expired = !task.generation().expiresAt().isAfter(now);
        Cause cause = new Cause(Reason.BY_OPERATOR, "an operator found that nothing was created");
        return expired && !task.cancelRequested() ? task.refuse(EXPIRED, now) : task.requeue(cause, now, now);
    }
}
