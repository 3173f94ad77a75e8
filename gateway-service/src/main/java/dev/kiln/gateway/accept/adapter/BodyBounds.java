package dev.kiln.gateway.accept.adapter;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.kiln.contract.ContractJson;
import dev.kiln.gateway.access.BearerKey;
import dev.kiln.gateway.problem.Problem;
import dev.kiln.gateway.problem.ProblemBody;
import dev.kiln.gateway.problem.ProblemKind;
import dev.kiln.tenantkeys.TenantKeys;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.time.Duration;

/** Turns bodies away that are too large, too slow or encoded, as soon as that is known. */
@Singleton
public final class BodyBounds {

    private static final int BEFORE_THE_SERVERS_OWN_LIMIT = 1000;

    private static final Duration LINGER = Duration.ofSeconds(2);

    static final Problem TOO_LARGE =
            Problem.of(ProblemKind.TOO_LARGE, "A body has at most " + ContractJson.MAX_DOCUMENT + " bytes.");
    private static final Problem ENCODED =
            Problem.of(ProblemKind.UNSUPPORTED_MEDIA_TYPE, "Send the body without Content-Encoding.");

    private final TenantKeys keys;
    private final BodyLimits limits;
    private final SharedBytes shared;

    public BodyBounds(TenantKeys keys, BodyLimits limits, MeterRegistry meters) {
        this.keys = keys;
        this.limits = limits;
        this.shared = new SharedBytes(limits.sharedBytes());
        Gauge.builder("kiln.gateway.body.bytes", shared, SharedBytes::held)
                .description("What large bodies hold beyond the first 8 KiB of each")
                .register(meters);
    }

    void register(@Observes Filters filters) {
        filters.register(this::check, BEFORE_THE_SERVERS_OWN_LIMIT);
    }

    private void check(RoutingContext context) {
        HttpServerRequest request = context.request();
        if (lengthOf(request) > ContractJson.MAX_DOCUMENT) {
            refuse(context, TOO_LARGE);
        } else if (isEncoded(request)) {
            refuse(context, ENCODED);
        } else if (request.method() == HttpMethod.POST && comesFromATenant(request)) {
            new BodyArrival(context, shared, limits.within(), BodyBounds::refuse).await();
        } else {
            context.next();
        }
    }

    /** Nothing is read from anybody else. */
    private boolean comesFromATenant(HttpServerRequest request) {
        return BearerKey.in(request.getHeader(HttpHeaders.AUTHORIZATION))
                .flatMap(keys::tenantOf)
                .isPresent();
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
        if (problem.retryAfter() != null) {
            context.response()
                    .putHeader(
                            HttpHeaders.RETRY_AFTER,
                            Long.toString(problem.retryAfter().toSeconds()));
        }
        context.response()
                .setStatusCode(problem.kind().status())
                .putHeader(HttpHeaders.CONTENT_TYPE, ProblemBody.MEDIA_TYPE)
                .putHeader(HttpHeaders.CONNECTION, "close")
                .end(json(problem))
                .onComplete(sent -> hangUp(context));
    }

    /** Not at once: what is still under way would be met by a reset, and the answer could be lost with it. */
    private static void hangUp(RoutingContext context) {
        context.vertx()
                .setTimer(
                        LINGER.toMillis(), id -> context.request().connection().close());
    }

    private static String json(Problem problem) {
        try {
            return ContractJson.mapper().writeValueAsString(problem.body());
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a problem can be written as JSON", e);
        }
    }
}
