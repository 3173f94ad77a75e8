package dev.kiln.simulator.upload.adapter;

import io.vertx.core.Handler;
import io.vertx.ext.web.RoutingContext;
import java.util.ArrayDeque;

/** Lets one request through at a time, so that large bodies are not held in memory side by side; some wait unread. */
final class OneAtATime implements Handler<RoutingContext> {

    private static final int MOST_WAITING = 100;

    private final ArrayDeque<RoutingContext> waiting = new ArrayDeque<>();
    private boolean busy;

    @Override
    public void handle(RoutingContext routing) {
        synchronized (this) {
            if (busy) {
                if (waiting.size() >= MOST_WAITING) {
                    routing.fail(503);
                } else {
                    routing.request().pause();
                    waiting.addLast(routing);
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
        RoutingContext next;
        synchronized (this) {
            next = waiting.pollFirst();
            while (next != null && next.response().closed()) {
                next = waiting.pollFirst();
            }
            busy = next != null;
        }
        if (next != null) {
            RoutingContext let = next;
            let.vertx().runOnContext(then -> {
                let.request().resume();
                let(let);
            });
        }
    }
}
