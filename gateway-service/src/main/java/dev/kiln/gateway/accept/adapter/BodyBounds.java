package dev.kiln.gateway.accept.adapter;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.kiln.contract.ContractJson;
import dev.kiln.gateway.problem.Problem;
import dev.kiln.gateway.problem.ProblemBody;
import dev.kiln.gateway.problem.ProblemKind;
import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.impl.RoutingContextInternal;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;

/** Turns bodies away that are too large or encoded, as soon as that is known. */
@Singleton
public final class BodyBounds {

    private static final int BEFORE_THE_SERVERS_OWN_LIMIT = 1000;

    private static final Problem TOO_LARGE =
            Problem.of(ProblemKind.TOO_LARGE, "A body has at most " + ContractJson.MAX_DOCUMENT + " bytes.");
    private static final Problem ENCODED =
            Problem.of(ProblemKind.UNSUPPORTED_MEDIA_TYPE, "Send the body without Content-Encoding.");

    void register(@Observes Filters filters) {
        filters.register(BodyBounds::check, BEFORE_THE_SERVERS_OWN_LIMIT);
    }

    private static void check(RoutingContext context) {
        HttpServerRequest request = context.request();
        if (lengthOf(request) > ContractJson.MAX_DOCUMENT) {
            refuse(context, TOO_LARGE);
        } else if (isEncoded(request)) {
            refuse(context, ENCODED);
        } else if (comesWithoutLength(request)) {
            gather(context);
        } else {
            context.next();
        }
    }

    private static boolean comesWithoutLength(HttpServerRequest request) {
        return request.method() == HttpMethod.POST && request.getHeader(HttpHeaders.CONTENT_LENGTH) == null;
    }

    /** Read here, since the server's own limit would end such a request without a word. */
    private static void gather(RoutingContext context) {
        HttpServerRequest request = context.request();
        Buffer body = Buffer.buffer();
        request.handler(chunk -> {
            if (context.response().ended()) {
                return;
            }
            if (body.length() + chunk.length() > ContractJson.MAX_DOCUMENT) {
                refuse(context, TOO_LARGE);
            } else {
                body.appendBuffer(chunk);
            }
        });
        request.endHandler(end -> {
            if (!context.response().ended()) {
                ((RoutingContextInternal) context).setBody(body);
                context.next();
            }
        });
    }

    private static long lengthOf(HttpServerRequest request) {
        String length = request.getHeader(HttpHeaders.CONTENT_LENGTH);
        return length == null ? 0 : Long.parseLong(length);
    }

    private static boolean isEncoded(HttpServerRequest request) {
        String encoding = request.getHeader(HttpHeaders.CONTENT_ENCODING);
        return encoding != null && !encoding.equalsIgnoreCase("identity");
    }

    /** The connection ends with it, since the rest of the body is not read. */
    private static void refuse(RoutingContext context, Problem problem) {
        context.response()
                .setStatusCode(problem.kind().status())
                .putHeader(HttpHeaders.CONTENT_TYPE, ProblemBody.MEDIA_TYPE)
                .putHeader(HttpHeaders.CONNECTION, "close")
                .end(json(problem));
    }

    private static String json(Problem problem) {
        try {
            return ContractJson.mapper().writeValueAsString(problem.body());
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a problem can be written as JSON", e);
        }
    }
}
