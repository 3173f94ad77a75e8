package dev.kiln.dispatcher.task;

import dev.kiln.contract.Submission;

/** Copies of a submission that know more. */
final class Submissions {

    private Submissions() {}

    static Submission withTaskId(Submission submission, String taskId) {
        return new Submission(submission.attempt(), submission.account(), taskId, submission.submittedAt());
    }
}
