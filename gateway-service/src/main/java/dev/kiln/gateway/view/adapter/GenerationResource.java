package dev.kiln.gateway.view.adapter;

import dev.kiln.gateway.problem.Problem;
import dev.kiln.gateway.problem.ProblemException;
import dev.kiln.gateway.problem.ProblemKind;
import dev.kiln.gateway.view.BadParameter;
import dev.kiln.gateway.view.FindGeneration;
import dev.kiln.gateway.view.Finding;
import dev.kiln.gateway.view.Generation;
import dev.kiln.gateway.view.ListGenerations;
import dev.kiln.gateway.view.ListQuery;
import dev.kiln.gateway.view.ListQueryReader;
import dev.kiln.gateway.view.SuggestPause;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.SecurityContext;
import jakarta.ws.rs.core.UriInfo;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/** Shows generations to their tenant. */
@Path(GenerationResource.PATH)
public final class GenerationResource {

    static final String PATH = "/v1/generations";

    private static final int LONGEST_READ_SECONDS = 6;

    private final FindGeneration findGeneration;
    private final ListGenerations listGenerations;
    private final SuggestPause suggestPause;
    private final ViewMeters meters;

    public GenerationResource(
            FindGeneration findGeneration,
            ListGenerations listGenerations,
            SuggestPause suggestPause,
            ViewMeters meters) {
        this.findGeneration = findGeneration;
        this.listGenerations = listGenerations;
        this.suggestPause = suggestPause;
        this.meters = meters;
    }

    @GET
    @Produces(MediaType.APPLICATION_JSON)
    public Uni<PageBody> list(@Context UriInfo uri, @Context SecurityContext caller) {
        String tenant = caller.getUserPrincipal().getName();
        ListQuery query = query(uri);
        return inTime(() -> listGenerations.list(tenant, query)).map(PageBody::of);
    }

    private static ListQuery query(UriInfo uri) {
        try {
            return ListQueryReader.read(uri.getQueryParameters());
        } catch (BadParameter e) {
            throw Problem.of(ProblemKind.INVALID_PARAMETER, e.getMessage()).toException();
        }
    }

    @GET
    @Path("{id}")
    @Produces(MediaType.APPLICATION_JSON)
    public Uni<Response> read(
            @PathParam("id") String id,
            @HeaderParam(HttpHeaders.IF_NONE_MATCH) List<String> known,
            @Context SecurityContext caller) {
        String tenant = caller.getUserPrincipal().getName();
        return inTime(() -> findGeneration.find(tenant, id)).map(finding -> answer(finding, known));
    }

    private Response answer(Finding finding, List<String> known) {
        Response.ResponseBuilder answer =
                switch (finding) {
                    case Finding.Known found -> answer(found.generation(), known);
                    case Finding.OnItsWay onItsWay -> Response.ok(GenerationBody.of(onItsWay));
                    case Finding.Unknown unknown ->
                        throw Problem.of(ProblemKind.NOT_FOUND, "The tenant has no such generation.")
                                .toException();
                };
        suggestPause.before(finding).ifPresent(pause -> answer.header(HttpHeaders.RETRY_AFTER, pause.toSeconds()));
        return answer.build();
    }

    private static Response.ResponseBuilder answer(Generation generation, List<String> known) {
        GenerationTag tag = GenerationTag.of(generation);
        Response.ResponseBuilder answer =
                tag.isAmong(known) ? Response.notModified() : Response.ok(GenerationBody.of(generation));
        return answer.header(HttpHeaders.ETAG, tag.text());
    }

    /** Only the answer is given up: to cancel the reading itself could lose a connection of the pool. */
    private <T> Uni<T> inTime(Supplier<CompletionStage<T>> reading) {
        return Uni.createFrom()
                .completionStage(() ->
                        reading.get().toCompletableFuture().copy().orTimeout(LONGEST_READ_SECONDS, TimeUnit.SECONDS))
                .onFailure()
                .transform(this::unavailable);
    }

    private ProblemException unavailable(Throwable failure) {
        meters.readFailed(failure);
        return Problem.of(ProblemKind.VIEW_UNAVAILABLE, "Requests are still accepted.")
                .retryAfter(Duration.ofSeconds(5))
                .toException();
    }
}
