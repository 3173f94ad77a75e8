package dev.kiln.callback.receive;

import dev.kiln.contract.Envelope;
import java.util.concurrent.CompletionStage;

/** Says on task.completions what a callback said. */
public interface TaskAnnouncer {

    /** Completes when every replica that must have the event has it; a failure leaves open whether it is said. */
    CompletionStage<Void> announce(Envelope envelope);
}
