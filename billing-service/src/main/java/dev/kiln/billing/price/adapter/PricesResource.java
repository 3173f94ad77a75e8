package dev.kiln.billing.price.adapter;

import dev.kiln.billing.access.Caller;
import dev.kiln.billing.query.DayRange;
import dev.kiln.billing.query.GivenParameters;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.SecurityContext;
import jakarta.ws.rs.core.UriInfo;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.Set;
import java.util.stream.StreamSupport;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.security.SecurityRequirement;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** For operators: whether the catalog's prices are still Kie's. */
@Path("/v1/prices")
@Tag(name = "prices")
class PricesResource {

    private static final Set<String> PARAMETERS = Set.of("from", "to");
    private static final String FIND = """
            SELECT model, catalog_revision, sum(generations)::bigint AS generations, sum(deviating)::bigint AS deviating,
                   sum(quoted) AS quoted, sum(charged) AS charged, max(day) AS last_day
            FROM working.price_check WHERE day BETWEEN $1 AND $2
            GROUP BY model, catalog_revision HAVING sum(generations) > 0
            ORDER BY model, last_day DESC, catalog_revision""";

    private final Pool pool;
    private final Clock clock;

    PricesResource(Pool pool, Clock clock) {
        this.pool = pool;
        this.clock = clock;
    }

    @GET
    @Produces({MediaType.APPLICATION_JSON, "text/csv;charset=UTF-8"})
    @Operation(
            operationId = "prices",
            summary = "Quotes against charges by model and catalog, and the prices that have gone stale; for operators",
            description = "Of generations that succeeded on these UTC days and whose charge is Kie's own figure.")
    @SecurityRequirement(name = "key")
    @APIResponse(responseCode = "200", description = "The models, newest catalog first")
    @APIResponse(responseCode = "400", description = "A parameter cannot be used; the problem names it")
    @APIResponse(responseCode = "403", description = "The key is no operator's")
    public Uni<PriceReport> prices(
            @QueryParam("from") String from,
            @QueryParam("to") String to,
            @Context SecurityContext security,
            @Context UriInfo uri) {
        GivenParameters.check(uri.getQueryParameters(), PARAMETERS);
        Caller.of(security.getUserPrincipal()).requiredOperator();
        DayRange days =
                DayRange.of(from, to, clock.instant().atOffset(ZoneOffset.UTC).toLocalDate());
        return pool.preparedQuery(FIND)
                .execute(Tuple.of(days.from(), days.to()))
                .map(rows -> new PriceReport(
                        days.from(),
                        days.to(),
                        StreamSupport.stream(rows.spliterator(), false)
                                .map(row -> PriceReport.Row.of(
                                        row.getString("model"),
                                        row.getString("catalog_revision"),
                                        row.getLong("generations"),
                                        row.getLong("deviating"),
                                        row.getBigDecimal("quoted"),
                                        row.getBigDecimal("charged")))
                                .toList()));
    }
}
