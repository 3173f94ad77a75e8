package dev.kiln.dispatcher.task;

import java.time.Duration;
import java.util.Optional;

/** Takes a queued task together with one of the account's slots for a create. All calls block. */
public interface Claims {

    /** The account with the most room right now, looked up without any lock; empty where none could submit anything. */
    Optional<Room> room();

    /**
     * What an account could submit.
     *
     * @param tasks at least 1: free slots, or queued tasks where those are fewer
     */
    record Room(String account, int tasks) {}

    /**
     * Records the intent to submit the most urgent queued task with the account, and takes a slot; empty where there is
     * neither a task nor a slot left. Once this has returned the task may be sent, and only by the caller.
     *
     * @throws UncertainClaim where the intent was written and its commit was not confirmed: it must not be sent
     */
    Optional<Submitting> claim(String account);

    /** Kie has answered the task's create clearly: its slot is free again a window from now, and the breaker is closed. */
    void answered(Submitting task);

    /** The task was not sent after all: its slot is free again a window from now. */
    void notSent(Submitting task);

    /** The task's create is in doubt: its slot stays taken for its minute. Returns how long the account rests, if it does. */
    Optional<Duration> doubted(Submitting task);

    /** Nothing is submitted with the account for a while. */
    void pause(String account, Duration length);
}
