package dev.kiln.gateway.accept.adapter;

import dev.kiln.gateway.accept.AcceptGeneration;
import dev.kiln.gateway.accept.Acceptance;
import dev.kiln.gateway.problem.Problem;
import dev.kiln.gateway.problem.ProblemKind;
import io.micrometer.core.instrument.MeterRegistry;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.SecurityContext;
import java.time.Duration;
import java.util.Locale;

/** Takes requests for generations. */
@Path(GenerationsResource.PATH)
public final class GenerationsResource {

    static final String PATH = "/v1/generations";

    private final AcceptGeneration acceptGeneration;
    private final MeterRegistry meters;

    public GenerationsResource(AcceptGeneration acceptGeneration, MeterRegistry meters) {
        this.acceptGeneration = acceptGeneration;
        this.meters = meters;
    }

    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    @Produces(MediaType.APPLICATION_JSON)
    public Uni<Response> accept(byte[] body, @Context SecurityContext caller) {
        String tenant = caller.getUserPrincipal().getName();
        return Uni.createFrom()
                .completionStage(() -> acceptGeneration.accept(tenant, body))
                .invoke(this::count)
                .map(GenerationsResource::answer);
    }

    private void count(Acceptance acceptance) {
        String outcome = acceptance.getClass().getSimpleName().toLowerCase(Locale.ROOT);
        meters.counter("kiln.gateway.requests", "outcome", outcome).increment();
    }

    private static Response answer(Acceptance acceptance) {
        return switch (acceptance) {
            case Acceptance.Accepted accepted -> accepted(accepted);
            case Acceptance.Unreadable unreadable ->
                throw Problem.of(ProblemKind.UNREADABLE, unreadable.detail()).toException();
            case Acceptance.Refused refused ->
                throw Problem.of(ProblemKind.INVALID_INPUT, "Every fault is in errors; nothing was accepted.")
                        .withErrors(refused.faults())
                        .toException();
            case Acceptance.Overloaded overloaded ->
                throw Problem.of(ProblemKind.OVERLOADED, "The request was not accepted. Send it again.")
                        .retryAfter(Duration.ofSeconds(1))
                        .toException();
            case Acceptance.Unknown unknown ->
                throw Problem.of(
                                ProblemKind.ACCEPTANCE_UNKNOWN,
                                "Read the generation with this id before you send the request again.")
                        .about(unknown.id())
                        .retryAfter(Duration.ofSeconds(10))
                        .toException();
        };
    }

    private static Response accepted(Acceptance.Accepted accepted) {
        return Response.accepted(AcceptedBody.of(accepted))
                .header(HttpHeaders.LOCATION, PATH + "/" + accepted.id())
                .build();
    }
}
