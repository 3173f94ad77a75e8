package dev.kiln.dispatcher.task;

import java.time.Instant;
import java.util.List;

/** Cancellations of generations that are not known yet: a request that comes after its cancellation is never submitted. */
public interface EarlyCancellations {

    /** Remembers one; again changes nothing. Blocks. */
    void remember(Early cancellation, Instant at);

    /** Those remembered since then whose request has come meanwhile, at most {@code limit}. Blocks. */
    List<Early> overtaken(Instant since, int limit);

    /** It is done. Blocks. */
    void forget(Early cancellation);

    /** Forgets all that were remembered before: no request comes that late. Blocks. */
    void forgetBefore(Instant time);

    record Early(String tenantId, String generationId) {}
}
