package dev.kiln.dispatcher.task;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** The tasks, each changed under its row's lock, with its event in the same transaction. All calls block. */
public interface Tasks {

    /**
     * Runs the change on the locked task and stores what it asks for; an empty transition leaves all as it is. A failure
     * of the database is a {@link StoreFailure}: whether the change was stored is then unknown.
     */
    Change change(String generationId, Function<Task, Optional<Transition>> change);

    /** The same step for each of these, together; returns how many took one. A row that cannot be read fails all. */
    default int changeAll(List<String> generationIds, Function<Task, Optional<Transition>> change) {
        return (int) generationIds.stream()
                .filter(id -> change(id, change).transition().isPresent())
                .count();
    }

    /** Whether Kie, and not a hint alone, has named this task for another generation. */
    boolean isOfAnother(String taskId, String generationId);

    /** Tasks being submitted whose sender has not reported by now, at most {@code limit}, oldest first. */
    List<String> unreported(Instant now, int limit);

    /** Tasks in doubt whose time is over, at most {@code limit}, oldest first. */
    List<String> unsettled(Instant now, int limit);

    /** Queued tasks whose {@code expiresAt} has passed, at most {@code limit}. */
    List<String> expired(Instant now, int limit);

    /**
     * Takes tasks whose record is due to be read, at most {@code limit}, and puts their next poll off to {@code leaseUntil}
     * so that no other replica reads them meanwhile.
     */
    List<Task> takeDueForPoll(Instant now, Instant leaseUntil, int limit);

    /** Likewise those that a callback has ended and whose record is due to be read. */
    List<Task> takeDueForConfirmation(Instant now, Instant leaseUntil, int limit);

    /** Forgets tasks that ended before, but for their ids and fingerprints, at most {@code limit}; returns how many. */
    int forgetEndedBefore(Instant time, int limit);
}
