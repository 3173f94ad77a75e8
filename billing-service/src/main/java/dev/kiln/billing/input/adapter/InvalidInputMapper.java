package dev.kiln.billing.input.adapter;

import dev.kiln.billing.input.InvalidInput;
import io.quarkiverse.resteasy.problem.HttpProblem;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;

/** Answers a body that cannot be used with a problem that names each field that is wrong. */
public final class InvalidInputMapper {

    private static final URI INVALID_INPUT = URI.create("urn:kiln:problem:invalid-input");

    @ServerExceptionMapper
    public Response problem(InvalidInput failure) {
        return HttpProblem.builder()
                .withType(INVALID_INPUT)
                .withStatus(422)
                .withTitle("The request breaks the rules")
                .withDetail("The body breaks the rules; see errors.")
                .with("errors", failure.faults())
                .build()
                .toResponse();
    }
}
