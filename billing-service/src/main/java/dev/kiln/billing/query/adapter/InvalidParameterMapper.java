package dev.kiln.billing.query.adapter;

import dev.kiln.billing.query.InvalidParameter;
import io.quarkiverse.resteasy.problem.HttpProblem;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import java.util.List;
import java.util.Map;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;

/** Answers a parameter that cannot be used with a problem that names it. */
public final class InvalidParameterMapper {

    private static final URI INVALID_PARAMETER = URI.create("urn:kiln:problem:invalid-parameter");

    @ServerExceptionMapper
    public Response problem(InvalidParameter failure) {
        return HttpProblem.builder()
                .withType(INVALID_PARAMETER)
                .withStatus(Response.Status.BAD_REQUEST)
                .withTitle("A parameter cannot be used")
                .withDetail(failure.parameter() + ": " + failure.getMessage())
                .with("errors", List.of(Map.of("parameter", failure.parameter(), "detail", failure.getMessage())))
                .build()
                .toResponse();
    }
}
