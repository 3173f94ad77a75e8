package dev.kiln.gateway.cancel.adapter;

import dev.kiln.gateway.cancel.CancelGeneration;
import dev.kiln.gateway.cancel.Cancellation;
import dev.kiln.gateway.problem.Problem;
import dev.kiln.gateway.problem.ProblemKind;
import io.micrometer.core.instrument.MeterRegistry;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.SecurityContext;
import java.time.Duration;
import java.util.Locale;

/** Takes the wish to cancel a generation. */
@Path(CancellationResource.GENERATIONS + "{id}/cancel")
public final class CancellationResource {

    static final String GENERATIONS = "/v1/generations/";

    private final CancelGeneration cancelGeneration;
    private final MeterRegistry meters;

    public CancellationResource(CancelGeneration cancelGeneration, MeterRegistry meters) {
        this.cancelGeneration = cancelGeneration;
        this.meters = meters;
    }

    @POST
    @Produces(MediaType.APPLICATION_JSON)
    public Uni<Response> cancel(@PathParam("id") String id, @Context SecurityContext caller) {
        String tenant = caller.getUserPrincipal().getName();
        return Uni.createFrom()
                .completionStage(() -> cancelGeneration.cancel(tenant, id))
                .invoke(this::count)
                .map(CancellationResource::answer);
    }

    private void count(Cancellation cancellation) {
        String outcome = cancellation.getClass().getSimpleName().toLowerCase(Locale.ROOT);
        meters.counter("kiln.gateway.cancellations", "outcome", outcome).increment();
    }

    private static Response answer(Cancellation cancellation) {
        return switch (cancellation) {
            case Cancellation.Requested requested ->
                Response.accepted(CancellationBody.of(requested))
                        .header(HttpHeaders.LOCATION, GENERATIONS + requested.id())
                        .build();
            case Cancellation.AlreadyFinal ended ->
                throw Problem.of(
                                ProblemKind.ALREADY_FINAL,
                                "It is " + ended.status().wireName() + ".")
                        .about(ended.id())
                        .toException();
            case Cancellation.NotFound notFound ->
                throw Problem.of(ProblemKind.NOT_FOUND, "The tenant has no such generation.")
                        .toException();
            case Cancellation.Overloaded overloaded ->
                throw Problem.of(ProblemKind.OVERLOADED, "Nothing was canceled. Send the request again.")
                        .retryAfter(Duration.ofSeconds(1))
                        .toException();
            case Cancellation.Unknown unknown ->
                throw Problem.of(ProblemKind.CANCELLATION_UNKNOWN, "Send the request again.")
                        .about(unknown.id())
                        .retryAfter(Duration.ofSeconds(5))
                        .toException();
            case Cancellation.ViewAway away ->
                throw Problem.of(ProblemKind.VIEW_UNAVAILABLE, "Nothing was canceled. Send the request again.")
                        .retryAfter(Duration.ofSeconds(5))
                        .toException();
        };
    }
}
