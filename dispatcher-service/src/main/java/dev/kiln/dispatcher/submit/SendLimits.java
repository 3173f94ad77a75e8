package dev.kiln.dispatcher.submit;

import java.time.Duration;

/**
 * How long a sender may take, against how long its slot stays taken.
 *
 * @param answer how long Kie may take for the answer to a create
 * @param slot how long a slot stays taken, and a sender counts as at work, without an answer
 */
public record SendLimits(Duration answer, Duration slot) {

    public SendLimits {
        Duration longest = SubmitTask.SEND_WITHIN.plus(answer);
        if (slot.compareTo(longest) <= 0) {
            throw new IllegalArgumentException("kiln.submit.slot-unanswered is " + slot + ", but must be longer than "
                    + longest + ": " + SubmitTask.SEND_WITHIN
                    + " from an intent to its send, and kiln.kie.answer-timeout ("
                    + answer + "). A create could else be under way when its slot is free and its sender given up");
        }
    }
}
