package dev.kiln.gateway.models.adapter;

import dev.kiln.catalog.Catalog;
import dev.kiln.gateway.problem.Problem;
import dev.kiln.gateway.problem.ProblemKind;
import io.smallrye.common.annotation.NonBlocking;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.time.Clock;

/** Shows the catalog. */
@Path(ModelsResource.PATH)
@Produces(MediaType.APPLICATION_JSON)
public final class ModelsResource {

    static final String PATH = "/v1/models";

    private final Catalog catalog;
    private final Clock clock;

    public ModelsResource(Catalog catalog, Clock clock) {
        this.catalog = catalog;
        this.clock = clock;
    }

    @GET
    @NonBlocking
    public ModelsBody list() {
        return ModelsBody.of(catalog);
    }

    /** Ids contain slashes. */
    @GET
    @Path("{id:.+}")
    @NonBlocking
    public ModelBody read(@PathParam("id") String id) {
        return catalog.find(id)
                .map(model -> ModelBody.of(model, catalog.revision(), clock.instant()))
                .orElseThrow(() -> Problem.of(ProblemKind.NOT_FOUND, "The catalog has no such model.")
                        .toException());
    }
}
