package dev.kiln.dispatcher.task;

import dev.kiln.contract.Submission;

/** Copies of a submission that know more. */
final class Submissions {

    private Submissions() {}

    static Submission withTaskId(Submission submission, String taskId) {
        return new Submission(submission.attempt(), submission.account(), taskId, submission.submittedAt());
    }

    /** With the task that is proven to be its, and the account that this is of. */
    static Submission proven(Submission submission, Submission proven) {
        return new Submission(submission.attempt(), proven.account(), proven.taskId(), submission.submittedAt());
    }
}
