package dev.kiln.dispatcher.task;

import dev.kiln.contract.Cause;
import dev.kiln.contract.Topic;
import dev.kiln.dispatcher.audit.Order;
import dev.kiln.dispatcher.task.Inbox.Offset;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiFunction;

/**
 * The tables of a database that is older than what was done. Between {@link #begin} and {@link #end} nothing is claimed;
 * every change fails where no restore is under way. All calls block.
 */
public interface RestoreTables {

    /** By partition of {@code generation.requests}, the next offset that is not stored. */
    Map<Integer, Long> nextOffsets();

    /** By partition of a topic that the dispatcher speaks on, how far a restore that came to its end has heard it. */
    Map<Integer, Long> accounted(Topic topic);

    /** Of those that are known; one that is forgotten has reached the highest there is. */
    Map<String, Long> versions(Collection<String> generationIds);

    boolean underWay();

    /** Returns when no claim is under way. Again changes nothing. */
    void begin(Order order);

    /**
     * Puts queued tasks, and those being submitted, in doubt, at most {@code limit}: they may have been sent since.
     *
     * @param account the one that their next attempt was made with, as far as is known
     * @return how many
     */
    int doubt(String account, Cause cause, int limit);

    /** Stores what is not there yet, and the offset unless it is higher, in one transaction; returns how many it stored. */
    int store(List<Transition> arrivals, Offset offset);

    /** Brings tasks up to what was said of them later than the database knows; returns how many. */
    int recall(List<Said> said, BiFunction<Task, Said, Task> recall);

    /** Which of these are in doubt by the restore, or open otherwise. */
    Set<String> open(Collection<String> generationIds);

    /**
     * A callback is about a later attempt than the one in doubt by the restore: that one is.
     *
     * @param account as for {@link #doubt}
     */
    void raise(String generationId, int attempt, String account);

    /** Tasks that are in doubt by the restore and not announced yet, at most {@code limit}. */
    List<String> unannounced(int limit);

    /**
     * Everything is as far as it can be: claims go on a window of Kie's later, since the last creates are not known.
     *
     * @param accounted how far it has heard what the dispatcher said
     */
    void end(Order order, String detail, List<Offset> accounted);
}
