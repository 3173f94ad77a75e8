package dev.kiln.billing.access.adapter;

import dev.kiln.billing.access.NotAllowed;
import io.quarkiverse.resteasy.problem.HttpProblem;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;

/** Answers what the caller's key does not allow. */
public final class NotAllowedMapper {

    private static final URI FORBIDDEN = URI.create("urn:kiln:problem:forbidden");

    @ServerExceptionMapper
    public Response problem(NotAllowed failure) {
        return HttpProblem.builder()
                .withType(FORBIDDEN)
                .withStatus(Response.Status.FORBIDDEN)
                .withTitle("The key does not allow this")
                .withDetail(failure.getMessage())
                .build()
                .toResponse();
    }
}
