package dev.kiln.callback.receive.adapter;

import dev.kiln.callback.CallbackConfig;
import dev.kiln.callback.decode.CallbackBody;
import dev.kiln.callback.receive.CallbackMeter;
import dev.kiln.callback.receive.Delivery;
import dev.kiln.callback.receive.Places;
import dev.kiln.callback.receive.ReadCallback;
import dev.kiln.callback.receive.TaskAnnouncer;
import dev.kiln.callbackurl.CallbackAddress;
import dev.kiln.callbackurl.CallbackUrls;
import dev.kiln.contract.Envelope;
import dev.kiln.contract.TaskEvent;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.context.Scope;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.BodyHandler;
import io.vertx.ext.web.handler.TimeoutHandler;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;
import org.jboss.logging.MDC;

/**
 * Where Kie calls. Answers 200 only when Kafka has the event. Neither path, token nor body is ever logged: the path is
 * the secret.
 */
@ApplicationScoped
class CallbackResource {

    private static final Logger LOG = Logger.getLogger(CallbackResource.class);
    private static final String ADDRESS = "callback.address";
    private static final String PLACE = "callback.place";
    private static final String SPAN = "callback.span";
    private static final String ACKNOWLEDGEMENT = "{\"code\":200,\"msg\":\"success\"}";
    private static final int INTERNAL_ERROR = 500;
    private static final int UNAVAILABLE = 503;

    private final ReadCallback readCallback;
    private final TaskAnnouncer announcer;
    private final CallbackMeter meter;
    private final CallbackSpans spans;
    private final Places places;
    private final CallbackConfig config;

    CallbackResource(
            ReadCallback readCallback,
            TaskAnnouncer announcer,
            CallbackMeter meter,
            CallbackSpans spans,
            Places places,
            CallbackConfig config) {
        this.readCallback = readCallback;
        this.announcer = announcer;
        this.meter = meter;
        this.spans = spans;
        this.places = places;
        this.config = config;
    }

    void register(@Observes Router router) {
        String path = CallbackUrls.PATH + ":family/:reference";
        router.post(path)
                .handler(TimeoutHandler.create(config.requestTimeout().toMillis(), 408))
                .handler(this::admit)
                .failureHandler(this::fail);
        router.post(path)
                .handler(BodyHandler.create(false).setBodyLimit(CallbackBody.MAX_BODY))
                .handler(this::receive)
                .failureHandler(this::fail);
    }

    /** Before the body is read, so that a stranger costs little. */
    private void admit(RoutingContext context) {
        Optional<CallbackAddress> address =
                readCallback.addressed(context.pathParam("family"), context.pathParam("reference"));
        if (address.isEmpty()) {
            refuse(context, 404);
            return;
        }
        MDC.put("generationId", address.get().generationId());
        Span span = spans.begin(address.get());
        context.put(SPAN, span);
        context.addEndHandler(ended ->
                CallbackSpans.end(span, ended.succeeded(), context.response().getStatusCode()));
        if (context.request().headers().contains("Content-Encoding")) {
            refuse(context, 415);
            return;
        }
        Optional<Places.Place> place = places.take(address.get());
        if (place.isEmpty()) {
            refuse(context, UNAVAILABLE);
            return;
        }
        context.addEndHandler(ended -> place.get().leave());
        context.put(ADDRESS, address.get());
        context.put(PLACE, place.get());
        context.next();
    }

    private void receive(RoutingContext context) {
        Buffer body = context.body().buffer();
        Delivery delivery = new Delivery(
                body == null ? new byte[0] : body.getBytes(),
                context.request().getHeader("X-Webhook-Timestamp"),
                context.request().getHeader("X-Webhook-Signature"));
        Envelope envelope = readCallback.read(context.get(ADDRESS), delivery);

        long begin = System.nanoTime();
        Places.Place place = context.get(PLACE);
        CompletionStage<Void> announced = announce(envelope, context.get(SPAN));
        place.hold();
        announced.whenComplete((done, failure) -> place.leave());
        Future.fromCompletionStage(announced, context.vertx().getOrCreateContext())
                .timeout(config.publishTimeout().toMillis(), TimeUnit.MILLISECONDS)
                .onSuccess(done -> acknowledge(context, envelope, begin))
                .onFailure(failure -> unconfirmed(context, failure));
    }

    private CompletionStage<Void> announce(Envelope envelope, Span span) {
        try (Scope scope = span.makeCurrent()) {
            return announcer.announce(envelope);
        }
    }

    private void acknowledge(RoutingContext context, Envelope envelope, long begin) {
        meter.announced((TaskEvent) envelope.event(), Duration.ofNanos(System.nanoTime() - begin));
        if (!context.response().ended()) {
            context.response().putHeader("Content-Type", "application/json").end(ACKNOWLEDGEMENT);
        }
    }

    /** The event may be said or not; Kie calls again, and the repeat carries the same id. */
    private void unconfirmed(RoutingContext context, Throwable failure) {
        LOG.warnf(
                "Kafka did not confirm a callback's event: %s",
                failure.getClass().getSimpleName());
        meter.unconfirmed();
        refuse(context, UNAVAILABLE);
    }

    private void fail(RoutingContext context) {
        if (context.failure() != null && context.statusCode() == INTERNAL_ERROR) {
            LOG.error("A callback could not be handled", withoutMessage(context.failure()));
        }
        refuse(context, context.statusCode() < 0 ? INTERNAL_ERROR : context.statusCode());
    }

    /** An answer that says nothing but its status. */
    private void refuse(RoutingContext context, int status) {
        if (context.response().ended()) {
            return;
        }
        meter.refused(status);
        if (status == UNAVAILABLE) {
            context.response().putHeader("Retry-After", "5");
        }
        context.response().setStatusCode(status).end();
    }

    /** A message may quote what came in. */
    private static Throwable withoutMessage(Throwable failure) {
        Throwable anonymous = new IllegalStateException(failure.getClass().getName());
        anonymous.setStackTrace(failure.getStackTrace());
        return anonymous;
    }
}
