package dev.kiln.gateway.view.adapter;

import dev.kiln.gateway.problem.Problem;
import dev.kiln.gateway.problem.ProblemException;
import dev.kiln.gateway.problem.ProblemKind;
import dev.kiln.gateway.view.FindGeneration;
import dev.kiln.gateway.view.Finding;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.SecurityContext;
import java.time.Duration;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;

/** Shows a generation to its tenant. */
@Path(GenerationResource.PATH)
public final class GenerationResource {

    static final String PATH = "/v1/generations";

    private static final int LONGEST_READ_SECONDS = 6;

    private final FindGeneration findGeneration;
    private final ViewMeters meters;

    public GenerationResource(FindGeneration findGeneration, ViewMeters meters) {
        this.findGeneration = findGeneration;
        this.meters = meters;
    }

    @GET
    @Path("{id}")
    @Produces(MediaType.APPLICATION_JSON)
    public Uni<GenerationBody> read(@PathParam("id") String id, @Context SecurityContext caller) {
        String tenant = caller.getUserPrincipal().getName();
        return Uni.createFrom()
                .completionStage(() -> inTime(findGeneration.find(tenant, id)))
                .onFailure()
                .transform(this::unavailable)
                .map(GenerationResource::answer);
    }

    private static GenerationBody answer(Finding finding) {
        return switch (finding) {
            case Finding.Known known -> GenerationBody.of(known.generation());
            case Finding.OnItsWay onItsWay -> GenerationBody.of(onItsWay);
            case Finding.Unknown unknown ->
                throw Problem.of(ProblemKind.NOT_FOUND, "The tenant has no such generation.")
                        .toException();
        };
    }

    /** Only the answer is given up: to cancel the reading itself could lose a connection of the pool. */
    private static CompletionStage<Finding> inTime(CompletionStage<Finding> finding) {
        return finding.toCompletableFuture().copy().orTimeout(LONGEST_READ_SECONDS, TimeUnit.SECONDS);
    }

    private ProblemException unavailable(Throwable failure) {
        meters.readFailed(failure);
        return Problem.of(ProblemKind.VIEW_UNAVAILABLE, "Requests are still accepted.")
                .retryAfter(Duration.ofSeconds(5))
                .toException();
    }
}
