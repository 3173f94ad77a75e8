package dev.kiln.gateway.accept;

import dev.kiln.contract.Envelope;
import java.util.concurrent.CompletionStage;

/** Where requests are durable. */
public interface RequestLog {

    /** Completes within seconds and never exceptionally. */
    CompletionStage<Appending> append(Envelope request);
}
