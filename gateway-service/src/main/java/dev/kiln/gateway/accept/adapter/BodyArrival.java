package dev.kiln.gateway.accept.adapter;

import dev.kiln.contract.ContractJson;
import dev.kiln.gateway.problem.Problem;
import dev.kiln.gateway.problem.ProblemKind;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.impl.RoutingContextInternal;
import java.time.Duration;
import java.util.function.BiConsumer;

/**
 * Reads one body, as a whole or not at all. The server's own limit would end a body that is too large without a word, and
 * would wait for a slow one.
 */
final class BodyArrival {

    /** Of each body, not counted: what most bodies have, so that large ones leave the others alone. */
    private static final int FREE_BYTES = 8 * 1024;

    private static final Problem TOO_SLOW =
            Problem.of(ProblemKind.TOO_SLOW, "The body did not come in time. Nothing was accepted.");
    private static final Problem TOO_MUCH = Problem.of(
                    ProblemKind.OVERLOADED, "Too many large bodies at once. Send the request again.")
            .retryAfter(Duration.ofSeconds(1));

    private final RoutingContext context;
    private final SharedBytes shared;
    private final Duration within;
    private final BiConsumer<RoutingContext, Problem> refuse;
    private final Buffer body = Buffer.buffer();
    private long taken;
    private boolean over;

    BodyArrival(
            RoutingContext context, SharedBytes shared, Duration within, BiConsumer<RoutingContext, Problem> refuse) {
        this.context = context;
        this.shared = shared;
        this.within = within;
        this.refuse = refuse;
    }

    void await() {
        Vertx vertx = context.vertx();
        HttpServerRequest request = context.request();
        long timer = vertx.setTimer(within.toMillis(), id -> giveUp(TOO_SLOW));
        context.addEndHandler(end -> {
            over = true;
            vertx.cancelTimer(timer);
            shared.giveBack(taken);
        });
        request.handler(this::take);
        request.endHandler(end -> {
            vertx.cancelTimer(timer);
            arrived();
        });
        if ("100-continue".equalsIgnoreCase(request.getHeader(HttpHeaders.EXPECT))) {
            context.response().writeContinue();
        }
    }

    private void take(Buffer chunk) {
        if (over) {
            return;
        }
        int length = body.length() + chunk.length();
        if (length > ContractJson.MAX_DOCUMENT) {
            giveUp(BodyBounds.TOO_LARGE);
        } else if (!fits(Math.max(0, length - FREE_BYTES) - taken)) {
            giveUp(TOO_MUCH);
        } else {
            body.appendBuffer(chunk);
        }
    }

    private boolean fits(long more) {
        boolean fits = shared.take(more);
        if (fits) {
            taken += more;
        }
        return fits;
    }

    private void arrived() {
        if (!over) {
            ((RoutingContextInternal) context).setBody(body);
            context.next();
        }
    }

    private void giveUp(Problem problem) {
        if (!over) {
            over = true;
            refuse.accept(context, problem);
        }
    }
}
