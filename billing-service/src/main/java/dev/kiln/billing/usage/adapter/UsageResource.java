package dev.kiln.billing.usage.adapter;

import dev.kiln.billing.access.Caller;
import dev.kiln.billing.query.GivenParameters;
import dev.kiln.billing.usage.UsageQuery;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.SecurityContext;
import jakarta.ws.rs.core.UriInfo;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Set;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.security.SecurityRequirement;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** What tenants' generations were charged. */
@Path("/v1/usage")
@Tag(name = "usage")
class UsageResource {

    private static final Set<String> PARAMETERS = Set.of("tenant", "from", "to", "groupBy");

    private final PgUsage usage;
    private final Clock clock;

    UsageResource(PgUsage usage, Clock clock) {
        this.usage = usage;
        this.clock = clock;
    }

    @GET
    @Produces({MediaType.APPLICATION_JSON, "text/csv;charset=UTF-8"})
    @Operation(
            operationId = "usage",
            summary = "The usage: a tenant's own, an operator's of all tenants or of one",
            description =
                    "A charge counts on the UTC day on which its generation was completed, as its newest completion"
                            + " says; a hold on the UTC day of submission.")
    @SecurityRequirement(name = "key")
    @APIResponse(
            responseCode = "200",
            description = "The usage; as CSV the rows without the totals",
            content = {
                @Content(mediaType = MediaType.APPLICATION_JSON, schema = @Schema(implementation = UsageReport.class)),
                @Content(mediaType = "text/csv", schema = @Schema(type = SchemaType.STRING))
            })
    @APIResponse(responseCode = "400", description = "A parameter cannot be used; the problem names it")
    @APIResponse(responseCode = "401", description = "The key is missing or not known")
    public Uni<UsageReport> usage(
            @Parameter(description = "The first day, in UTC; the first of the last day's month unless given")
                    @QueryParam("from")
                    String from,
            @Parameter(description = "The last day, in UTC; today unless given") @QueryParam("to") String to,
            @Parameter(description = "A list of tenant, model, day, month and account; model,day unless given")
                    @QueryParam("groupBy")
                    String groupBy,
            @Parameter(description = "For operators: of this tenant only") @QueryParam("tenant") String tenant,
            @Context SecurityContext security,
            @Context UriInfo uri) {
        GivenParameters.check(uri.getQueryParameters(), PARAMETERS);
        LocalDate today = clock.instant().atOffset(ZoneOffset.UTC).toLocalDate();
        UsageQuery query =
                UsageQuery.of(Caller.of(security.getUserPrincipal()).scope(tenant), from, to, groupBy, today);
        return usage.of(query).map(UsageReport::of);
    }
}
