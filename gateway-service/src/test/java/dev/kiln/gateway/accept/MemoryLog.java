package dev.kiln.gateway.accept;

import dev.kiln.contract.Envelope;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;

/** Remembers what was appended, and says of it what the test wants. */
public final class MemoryLog implements RequestLog {

    private final List<Envelope> appended = new CopyOnWriteArrayList<>();
    private volatile Appending next = Appending.ACKNOWLEDGED;

    /** From now on. */
    public void says(Appending appending) {
        next = appending;
    }

    public List<Envelope> appended() {
        return appended;
    }

    @Override
    public CompletionStage<Appending> append(Envelope request) {
        if (next != Appending.NOT_SENT) {
            appended.add(request);
        }
        return CompletableFuture.completedFuture(next);
    }
}
