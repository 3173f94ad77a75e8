package dev.kiln.dispatcher.operate;

import dev.kiln.contract.Charge;
import dev.kiln.contract.SecondTaskFound;
import dev.kiln.contract.Submission;
import dev.kiln.dispatcher.kie.TaskRecord;
import dev.kiln.dispatcher.operate.RuleTask.Ruling;
import dev.kiln.dispatcher.settle.Endings;
import dev.kiln.dispatcher.task.Finished;
import dev.kiln.dispatcher.task.Generation;
import dev.kiln.dispatcher.task.HeardTasks;
import dev.kiln.dispatcher.task.Task;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;

/**
 * What "Kie made this task besides" comes to: what its record says that it took is announced, and the generation is left as
 * it is.
 */
public final class RuleSecondTask {

    private final Endings endings;
    private final HeardTasks heard;
    private final Set<String> accounts;

    /** @param accounts those that Kie may be asked with */
    public RuleSecondTask(Endings endings, HeardTasks heard, Set<String> accounts) {
        this.endings = endings;
        this.heard = heard;
        this.accounts = Set.copyOf(accounts);
    }

    /** Empty where no record could change anything. */
    Optional<Submission> askable(Task task, Verdict.SecondTask claimed) {
        return refusal(task, claimed).isPresent() ? Optional.empty() : Optional.of(submission(task, claimed));
    }

    /** What the record shows, together with what callbacks have named. Blocks. */
    Evidence tied(Evidence shown, String generationId, Verdict.SecondTask claimed) {
        return shown instanceof Evidence.Proof proof && isHeard(generationId, claimed) ? proof.tiedToo() : shown;
    }

    private boolean isHeard(String generationId, Verdict.SecondTask claimed) {
        return heard.isHeard(new HeardTasks.Heard(generationId, claimed.attempt(), claimed.taskId()));
    }

    /** @param shown empty where the task was in no state to ask for when the record would have been read */
    Ruling on(Task task, Verdict.SecondTask claimed, Optional<String> other, Optional<Evidence> shown, Instant now) {
        return refusal(task, claimed).orElseGet(() -> proven(task, claimed, other, shown, now));
    }

    private Optional<Ruling> refusal(Task task, Verdict.SecondTask claimed) {
        Submission known = task.lastSubmission();
        if (known == null || known.attempt() < claimed.attempt()) {
            return Optional.of(Ruling.movedOn(task, "it had no attempt " + claimed.attempt()));
        }
        if (claimed.taskId().equals(known.taskId())) {
            return Optional.of(Ruling.contradicted(task, "it is the generation's own task"));
        }
        boolean mayBeItsOwn =
                known.attempt() == claimed.attempt() && known.taskId() == null && !(task instanceof Finished);
        if (mayBeItsOwn) {
            return Optional.of(Ruling.movedOn(task, "it may be the attempt's own task: settle it as created"));
        }
        return accounts.contains(claimed.account())
                ? Optional.empty()
                : Optional.of(Ruling.contradicted(task, "no account of that name is configured"));
    }

    private Ruling proven(
            Task task, Verdict.SecondTask claimed, Optional<String> other, Optional<Evidence> shown, Instant now) {
        if (other.isPresent()) {
            return Ruling.contradicted(task, "the task belongs to generation " + other.get());
        }
        return switch (Evidence.read(shown)) {
            case Evidence.Proof untied
            when !untied.tied() ->
                Ruling.contradicted(
                        task,
                        "the record does not show the attempt's callback, none has named the task, and nothing else"
                                + " proves whose it is");
            case Evidence.Proof unread
            when unread.record() instanceof TaskRecord.Finished finished
                    && finished.result().credits().unreadable() ->
                Ruling.unproven(task, "the record names a charge that is no figure");
            case Evidence.Proof proof
            when proof.record() instanceof TaskRecord.Finished finished ->
                Ruling.found(task, found(task.generation(), claimed, proof, finished, now));
            case Evidence.Proof underWay ->
                Ruling.unproven(task, "Kie has not ended it; repeat the verdict when it has");
            case Evidence.Contradiction against -> Ruling.contradicted(task, against.detail());
            case Evidence.Unread unread -> Ruling.unproven(task, unread.detail());
        };
    }

    private SecondTaskFound found(
            Generation generation,
            Verdict.SecondTask claimed,
            Evidence.Proof proof,
            TaskRecord.Finished record,
            Instant now) {
        Charge charge = endings.of(generation, record.result(), now).charge();
        Instant createdAt = proof.createdAt().orElse(generation.acceptedAt());
        return new SecondTaskFound(
                generation.id(),
                generation.request(),
                new Submission(claimed.attempt(), claimed.account(), claimed.taskId(), createdAt),
                generation.estimate(),
                charge,
                now);
    }

    /** As far as it is known: an earlier attempt's time is kept nowhere. */
    private static Submission submission(Task task, Verdict.SecondTask claimed) {
        return new Submission(
                claimed.attempt(), claimed.account(), null, task.generation().acceptedAt());
    }
}
