package dev.kiln.dispatcher.task;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Takes queued tasks, each together with a slot of an account for its create. All calls block. */
public interface Claims {

    /** How many creates could begin right now, at most {@code most}; looked up without any lock. */
    int room(int most);

    /**
     * Records the intents to submit the queued tasks whose turn it is, at most {@code most}, each with an account that has a
     * slot for it. Once this has returned, each may be sent, and only by the caller.
     *
     * @throws UncertainClaim where the intents were written and their commit was not confirmed: none may be sent
     */
    List<Submitting> claim(int most);

    /** Kie has answered the task's create clearly: its slot is free again a window from now, and the breaker is closed. */
    void answered(Submitting task);

    /** The task was not sent after all: its slot is free again a window from now. */
    void notSent(Submitting task);

    /** The task's create is in doubt: its slot stays taken for its minute. Returns how long the account rests, if it does. */
    Optional<Duration> doubted(Submitting task);

    /** Nothing is submitted with the account for a while. */
    void pause(String account, Duration length);
}
