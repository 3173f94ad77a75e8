package dev.kiln.gateway.problem.adapter;

import dev.kiln.gateway.problem.Problem;
import dev.kiln.gateway.problem.ProblemBody;
import dev.kiln.gateway.problem.ProblemException;
import dev.kiln.gateway.problem.ProblemKind;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import java.time.Duration;
import org.jboss.logging.Logger;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;

/** Every failed request ends as a problem, without stack traces and without what the request said. */
public final class ProblemMappers {

    private static final Logger LOG = Logger.getLogger(ProblemMappers.class);

    @ServerExceptionMapper
    public Response problem(ProblemException failure) {
        return response(failure.problem());
    }

    @ServerExceptionMapper
    public Response ofFramework(WebApplicationException failure) {
        int status = failure.getResponse().getStatus();
        if (status >= 500) {
            return unexpected(failure);
        }
        Response.ResponseBuilder answer = builder(Problem.of(kind(status), detail(status)));
        String allow = failure.getResponse().getHeaderString(HttpHeaders.ALLOW);
        return allow == null
                ? answer.build()
                : answer.header(HttpHeaders.ALLOW, allow).build();
    }

    @ServerExceptionMapper
    public Response unexpected(Throwable failure) {
        LOG.errorf("A request failed with %s at %s", failure.getClass().getName(), origin(failure));
        return response(
                Problem.of(ProblemKind.INTERNAL, "The failure was logged; nothing is known of its cause here."));
    }

    private static Response response(Problem problem) {
        return builder(problem).build();
    }

    private static Response.ResponseBuilder builder(Problem problem) {
        Response.ResponseBuilder answer = Response.status(problem.kind().status())
                .type(ProblemBody.MEDIA_TYPE)
                .entity(problem.body());
        if (problem.retryAfter() != null) {
            answer.header(HttpHeaders.RETRY_AFTER, seconds(problem.retryAfter()));
        }
        return answer;
    }

    /** Rounded up: who comes again earlier comes in vain. */
    private static long seconds(Duration pause) {
        return Math.max(1, pause.plusMillis(999).toSeconds());
    }

    private static ProblemKind kind(int status) {
        return switch (status) {
            case 404 -> ProblemKind.NOT_FOUND;
            case 405 -> ProblemKind.METHOD_NOT_ALLOWED;
            case 406 -> ProblemKind.NOT_ACCEPTABLE;
            case 413 -> ProblemKind.TOO_LARGE;
            case 415 -> ProblemKind.UNSUPPORTED_MEDIA_TYPE;
            default -> ProblemKind.UNREADABLE;
        };
    }

    private static String detail(int status) {
        return switch (status) {
            case 404 -> "No resource has this path.";
            case 405 -> "The resource does not know this method.";
            case 406 -> "Answers are application/json.";
            case 413 -> "A body has at most 1 MiB.";
            case 415 -> "Content-Type must be application/json.";
            default -> "The request cannot be read.";
        };
    }

    /** Where it was thrown, without its message: that could quote the request. */
    private static String origin(Throwable failure) {
        StackTraceElement[] trace = failure.getStackTrace();
        return trace.length == 0 ? "an unknown place" : trace[0].toString();
    }
}
