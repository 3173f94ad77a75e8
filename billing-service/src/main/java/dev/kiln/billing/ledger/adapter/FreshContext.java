package dev.kiln.billing.ledger.adapter;

import io.quarkus.vertx.core.runtime.context.VertxContextSafetyToggle;
import io.smallrye.common.vertx.VertxContext;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import java.util.function.Supplier;

/**
 * Runs each piece of work on an event loop in a context of its own, whatever thread asks for it: a session of Hibernate
 * Reactive is bound to both, and the caller may come from Kafka's threads or from a timer of a retry.
 */
final class FreshContext {

    private final Vertx vertx;

    FreshContext(Vertx vertx) {
        this.vertx = vertx;
    }

    <T> Uni<T> run(Supplier<Uni<T>> work) {
        return Uni.createFrom().emitter(emitter -> {
            Context context = VertxContext.createNewDuplicatedContext(vertx.getOrCreateContext());
            VertxContextSafetyToggle.setContextSafe(context, true);
            context.runOnContext(ignored -> Uni.createFrom()
                    .deferred(work::get)
                    .subscribe()
                    .with(result -> emitter.complete(result), emitter::fail));
        });
    }
}
