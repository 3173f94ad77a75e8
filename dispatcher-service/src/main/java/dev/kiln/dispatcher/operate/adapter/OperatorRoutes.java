package dev.kiln.dispatcher.operate.adapter;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.kiln.contract.ContractJson;
import dev.kiln.dispatcher.operate.Problem;
import dev.kiln.dispatcher.operate.ProblemKind;
import dev.kiln.dispatcher.task.StoreFailure;
import dev.kiln.tenantkeys.OperatorKeys;
import io.quarkus.vertx.http.ManagementInterface;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.BodyHandler;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.concurrent.Semaphore;
import org.jboss.logging.Logger;

/** The operators' endpoints on the management port: who has no operator's key is stopped before anything is read. */
@ApplicationScoped
public class OperatorRoutes {

    private static final Logger LOG = Logger.getLogger(OperatorRoutes.class);
    private static final String PREFIX = "/operators/v1";
    private static final String OPERATOR = "operator";
    /** 500 verdicts and a reason; the port itself takes a little more, and stops reading there. */
    private static final int LONGEST_BODY = 256 * 1024;

    private static final int AT_A_TIME = 8;

    private final Vertx vertx;
    private final OperatorKeys keys;
    private final TaskEndpoints tasks;
    private final AccountEndpoints accounts;
    private final PauseEndpoints pauses;
    private final AuditEndpoint audit;
    private final Semaphore places = new Semaphore(AT_A_TIME);

    OperatorRoutes(
            Vertx vertx,
            OperatorKeys keys,
            TaskEndpoints tasks,
            AccountEndpoints accounts,
            PauseEndpoints pauses,
            AuditEndpoint audit) {
        this.vertx = vertx;
        this.keys = keys;
        this.tasks = tasks;
        this.accounts = accounts;
        this.pauses = pauses;
        this.audit = audit;
    }

    void register(@Observes ManagementInterface management) {
        Router router = Router.router(vertx);
        router.route().handler(this::admit);
        router.route().handler(BodyHandler.create(false));
        route(router, HttpMethod.GET, "/tasks", tasks::list);
        route(router, HttpMethod.GET, "/tasks/summary", call -> tasks.summary());
        route(router, HttpMethod.POST, "/tasks/:generationId/settle", tasks::settle);
        route(router, HttpMethod.POST, "/settlements", tasks::settleMany);
        route(router, HttpMethod.GET, "/accounts", accounts::list);
        route(router, HttpMethod.POST, "/accounts/:account/stop", accounts::stop);
        route(router, HttpMethod.POST, "/accounts/:account/resume", accounts::resume);
        route(router, HttpMethod.GET, "/pauses", pauses::list);
        for (HttpMethod method : new HttpMethod[] {HttpMethod.PUT, HttpMethod.DELETE}) {
            boolean pause = method == HttpMethod.PUT;
            route(router, method, "/pauses/all", call -> pauses.all(call, pause));
            route(router, method, "/pauses/tenants/:tenant", call -> pauses.tenant(call, pause));
            router.routeWithRegex(method, "/pauses/models/(?<model>.+)")
                    .handler(context -> run(context, call -> pauses.model(call, pause)));
        }
        route(router, HttpMethod.GET, "/audit", audit::list);
        router.route().handler(context -> write(context, Answer.of(nothingHere())));
        management.router().route(PREFIX + "/*").failureHandler(OperatorRoutes::failed);
        management.router().route(PREFIX + "/*").subRouter(router);
    }

    private void route(Router router, HttpMethod method, String path, Endpoint endpoint) {
        router.route(method, path).handler(context -> run(context, endpoint));
    }

    private void admit(RoutingContext context) {
        if (keys.none()) {
            write(
                    context,
                    Answer.of(Problem.of(
                            ProblemKind.NO_OPERATOR,
                            "Nobody may operate: configure kiln.operators.<name>.key-hashes.")));
            return;
        }
        BearerKey.in(context.request().getHeader("Authorization"))
                .flatMap(keys::operatorOf)
                .ifPresentOrElse(
                        operator -> {
                            context.put(OPERATOR, operator);
                            context.next();
                        },
                        () -> unauthorized(context));
    }

    private static void unauthorized(RoutingContext context) {
        context.response().putHeader("WWW-Authenticate", "Bearer");
        write(
                context,
                Answer.of(Problem.of(
                        ProblemKind.UNAUTHORIZED, "Send Authorization: Bearer and the key of an operator.")));
    }

    private void run(RoutingContext context, Endpoint endpoint) {
        if (context.request().method() != HttpMethod.GET && !isJson(context)) {
            write(
                    context,
                    Answer.of(Problem.of(
                            ProblemKind.UNSUPPORTED_MEDIA_TYPE, "Content-Type must be application/json, unencoded.")));
            return;
        }
        if (context.body().length() > LONGEST_BODY) {
            write(context, Answer.of(tooLarge()));
            return;
        }
        if (!places.tryAcquire()) {
            context.response().putHeader("Retry-After", "1");
            write(context, Answer.of(Problem.of(ProblemKind.UNAVAILABLE, "Too many requests of operators at once.")));
            return;
        }
        Call call = Call.of(context, context.get(OPERATOR));
        Context loop = vertx.getOrCreateContext();
        Thread.ofVirtual().name("operator").start(() -> {
            Answer answer;
            try {
                answer = answer(endpoint, call);
            } finally {
                places.release();
            }
            loop.runOnContext(back -> write(context, answer));
        });
    }

    private static boolean isJson(RoutingContext context) {
        String type = context.request().getHeader("Content-Type");
        return type != null
                && type.split(";", 2)[0].strip().equalsIgnoreCase("application/json")
                && context.request().getHeader("Content-Encoding") == null;
    }

    private static Answer answer(Endpoint endpoint, Call call) {
        try {
            return endpoint.answer(call);
        } catch (Problem.Raised raised) {
            return Answer.of(raised.problem());
        } catch (StoreFailure e) {
            LOG.warnf("an operator's request failed: %s", e);
            return Answer.of(Problem.of(
                    ProblemKind.UNAVAILABLE,
                    "The database did not answer or refused: look whether it was done, and repeat it if not."));
        } catch (RuntimeException e) {
            LOG.errorf("an operator's request failed with %s", e.getClass().getName());
            return Answer.of(Problem.of(ProblemKind.INTERNAL, "The failure was logged."));
        }
    }

    private static Problem nothingHere() {
        return Problem.of(ProblemKind.NOT_FOUND, "No endpoint has this path and method.");
    }

    private static Problem tooLarge() {
        return Problem.of(ProblemKind.TOO_LARGE, "A body has at most " + LONGEST_BODY + " bytes.");
    }

    /** What Vert.x itself refuses, or what failed beyond an endpoint. */
    private static void failed(RoutingContext context) {
        switch (context.statusCode()) {
            case 413 -> write(context, Answer.of(tooLarge()));
            case 400 -> write(context, Answer.of(Problem.of(ProblemKind.UNREADABLE, "The request cannot be read.")));
            default -> {
                LOG.errorf("an operator's request failed: %s", context.failure());
                write(context, Answer.of(Problem.of(ProblemKind.INTERNAL, "The failure was logged.")));
            }
        }
    }

    private static void write(RoutingContext context, Answer answer) {
        if (context.response().ended() || context.response().closed()) {
            return;
        }
        try {
            byte[] body = ContractJson.mapper().writeValueAsBytes(answer.body());
            context.response()
                    .setStatusCode(answer.status())
                    .putHeader("Content-Type", answer.mediaType())
                    .putHeader("Cache-Control", "no-store")
                    .end(Buffer.buffer(body));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("an answer cannot be written as JSON", e);
        }
    }
}
