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
import org.jboss.logging.Logger;

/** Shows a generation to its tenant. */
@Path(GenerationResource.PATH)
public final class GenerationResource {

    static final String PATH = "/v1/generations";

    private static final Logger LOG = Logger.getLogger(GenerationResource.class);

    private final FindGeneration findGeneration;

    public GenerationResource(FindGeneration findGeneration) {
        this.findGeneration = findGeneration;
    }

    @GET
    @Path("{id}")
    @Produces(MediaType.APPLICATION_JSON)
    public Uni<GenerationBody> read(@PathParam("id") String id, @Context SecurityContext caller) {
        String tenant = caller.getUserPrincipal().getName();
        return Uni.createFrom()
                .completionStage(() -> findGeneration.find(tenant, id))
                .onFailure()
                .transform(GenerationResource::unavailable)
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

    private static ProblemException unavailable(Throwable failure) {
        LOG.warnf("The view cannot be read: %s", failure.getClass().getName());
        return Problem.of(ProblemKind.VIEW_UNAVAILABLE, "Requests are still accepted.")
                .retryAfter(Duration.ofSeconds(5))
                .toException();
    }
}
