package dev.kiln.stack.deadletter;

import java.util.Collection;
import java.util.Map;
import java.util.Optional;

/** The dead letter topics of one installation. Every call may throw a {@link DlqFailure}. */
public interface Letters {
    /**
     * Reads everything that stands there now.
     *
     * @param resolved those that something was done about, or those that wait
     * @param limit how many letters are held; counted are all
     */
    Survey survey(LetterFilter filter, boolean resolved, int limit);

    /** Of these letters those that something was done about, with the last that was done. */
    Map<LetterId, Resolution> resolutions(Collection<LetterId> ids);

    /** Empty where it is gone, or where something else than a letter stands there. */
    Optional<WholeLetter> find(LetterId id);

    /** Publishes the record to its topic again, with its own headers and key alone; returns where it stands then. */
    String publish(WholeLetter letter);

    /** Writes what was done, beside the letter. */
    void record(Resolution resolution);
}
