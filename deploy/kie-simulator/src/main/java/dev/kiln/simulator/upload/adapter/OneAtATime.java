package dev.kiln.simulator.upload.adapter;

import io.vertx.core.Context;
import io.vertx.core.Handler;
import io.vertx.ext.web.RoutingContext;
import java.util.ArrayDeque;

/** Lets one request through at a time, so that large bodies are not held in memory side by side; some wait unread. */
final class OneAtATime implements Handler<RoutingContext> {

    private static final int MOST_WAITING = 100;

    private final ArrayDeque<Waiting> waiting = new ArrayDeque<>();
    private boolean busy;

    private record Waiting(RoutingContext routing, Context context) {}

    @Override
    public void handle(RoutingContext routing) {
        synchronized (this) {
            if (busy) {
                if (waiting.size() >= MOST_WAITING) {
                    routing.fail(503);
                } else {
                    routing.request().pause();
                    waiting.addLast(new Waiting(routing, routing.vertx().getOrCreateContext()));
                }
                return;
            }
            busy = true;
        }
        let(routing);
    }

    private void let(RoutingContext routing) {
        routing.addEndHandler(end -> release());
        routing.next();
    }

    private void release() {
        Waiting next;
        synchronized (this) {
            next = waiting.pollFirst();
            while (next != null && next.routing().response().closed()) {
                next = waiting.pollFirst();
            }
            busy = next != null;
        }
        if (next != null) {
            RoutingContext routing = next.routing();
            next.context().runOnContext(then -> {
                let(routing);
                routing.request().resume();
            });
        }
    }
}
