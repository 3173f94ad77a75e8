package dev.kiln.dispatcher.kie.adapter;

import io.vertx.core.Context;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Waits for Vert.x from a thread that may block. */
final class Waits {

    private Waits() {}

    static <T> T await(Future<T> future, Duration timeout)
            throws ExecutionException, TimeoutException, InterruptedException {
        return future.toCompletionStage().toCompletableFuture().get(timeout.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** A call from an event loop would wait for itself. */
    static void refuseEventLoops() {
        if (Context.isOnEventLoopThread()) {
            throw new IllegalStateException("Kie is called from threads that may block, not from an event loop");
        }
    }

    /** The kind of failure alone: messages of the HTTP client can repeat what was sent or received. */
    static String kindOf(Exception failure) {
        Throwable root =
                failure instanceof ExecutionException && failure.getCause() != null ? failure.getCause() : failure;
        return root.getClass().getSimpleName();
    }
}
