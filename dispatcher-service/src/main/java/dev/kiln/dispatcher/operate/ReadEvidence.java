package dev.kiln.dispatcher.operate;

import dev.kiln.contract.Cause;
import dev.kiln.contract.Submission;
import dev.kiln.dispatcher.kie.LimitedRecords;
import dev.kiln.dispatcher.kie.LimitedRecords.Found;
import dev.kiln.dispatcher.kie.Records;
import dev.kiln.dispatcher.kie.TaskRecord;
import dev.kiln.dispatcher.settle.Contradictions;
import dev.kiln.dispatcher.task.Generation;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** Asks Kie's record whether a task is an attempt's, within the account's budget of reads. */
public final class ReadEvidence {

    private static final Duration BETWEEN_TRIES = Duration.ofMillis(200);

    private final LimitedRecords records;
    private final Pausing pausing;
    private final Clock clock;

    public ReadEvidence(LimitedRecords records, Pausing pausing, Clock clock) {
        this.records = records;
        this.pausing = pausing;
        this.clock = clock;
    }

    /** A wait between tries; false where nothing should be tried again. */
    public interface Pausing {
        boolean pause(Duration length);
    }

    /** Blocks for a read, and until {@code deadline} for the right to make it. */
    Evidence of(Generation generation, Submission submission, String taskId, Instant deadline) {
        Optional<Found> read = read(generation, submission, taskId);
        while (read.isEmpty()) {
            if (clock.instant().isAfter(deadline) || !pausing.pause(BETWEEN_TRIES)) {
                return new Evidence.Unread("the account's budget of reads is used up; repeat the verdict");
            }
            read = read(generation, submission, taskId);
        }
        Found found = read.get();
        return switch (found.shown().record()) {
            case TaskRecord.Pending pending -> judged(found, generation, submission, taskId);
            case TaskRecord.Finished finished -> judged(found, generation, submission, taskId);
            case TaskRecord.Absent absent ->
                new Evidence.Contradiction("Kie has no record of this task for account "
                        + submission.account()
                        + (found.account().equals(submission.account()) ? "" : ", nor for any that is configured"));
            case TaskRecord.Unreadable unreadable -> unread(unreadable.cause());
            case TaskRecord.Unanswered unanswered -> unread(unanswered.cause());
            case TaskRecord.AccountStopped stopped ->
                new Evidence.Unread("Kie refuses account " + found.account() + ": "
                        + stopped.cause().detail());
        };
    }

    private static Evidence unread(Cause cause) {
        return new Evidence.Unread("the record cannot be read: " + cause.detail());
    }

    private Optional<Found> read(Generation generation, Submission submission, String taskId) {
        return records.find(submission.account(), generation.route().family(), taskId);
    }

    private static Evidence judged(Found found, Generation generation, Submission submission, String taskId) {
        Records.Shown shown = found.shown();
        return Contradictions.of(shown.origin(), generation, submission, taskId)
                .<Evidence>map(Evidence.Contradiction::new)
                .orElseGet(() -> new Evidence.Proof(
                        shown.record(),
                        found.account(),
                        shown.origin().callBackUrl().isPresent(),
                        shown.origin().createdAt()));
    }
}
