package dev.kiln.dispatcher.pause;

import dev.kiln.dispatcher.audit.Effect;
import dev.kiln.dispatcher.audit.Order;
import java.time.Duration;
import java.util.List;

/**
 * What is not submitted for now, over all replicas: a paused request waits in the queue, and may expire there. What was
 * claimed before an operator's pause goes through; once it is stored, nothing is. All calls block.
 */
public interface Pauses {

    /** Kie has switched the model off; true where that is news. */
    boolean switchedOff(String model, Duration length, String reason);

    /** Stands until an operator resumes it. */
    Effect pause(PauseTarget target, Order order);

    /** Ends every pause of exactly this, Kie's too. */
    Effect resume(PauseTarget target, Order order);

    /** The longest-standing first, at most {@code limit}. */
    List<Pause> standing(int limit);
}
