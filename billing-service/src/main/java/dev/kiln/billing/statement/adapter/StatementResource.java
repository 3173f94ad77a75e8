package dev.kiln.billing.statement.adapter;

import dev.kiln.billing.access.Caller;
import dev.kiln.billing.query.GivenParameters;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.SecurityContext;
import jakarta.ws.rs.core.UriInfo;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneOffset;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.headers.Header;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.security.SecurityRequirement;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** What was booked, entry by entry. */
@Path(StatementPage.PATH)
@Tag(name = "ledger")
class StatementResource {

    private final PgStatement statement;
    private final Clock clock;

    StatementResource(PgStatement statement, Clock clock) {
        this.statement = statement;
        this.clock = clock;
    }

    @GET
    @Produces({MediaType.APPLICATION_JSON, "text/csv;charset=UTF-8"})
    @Operation(
            operationId = "ledger",
            summary =
                    "Entries of the ledger, newest first: the caller's own, or for an operator everybody's or one tenant's",
            description =
                    "Pages are complete and without repetition: what is booked once stays as it is. What is booked"
                            + " after the first page was read may or may not be on a later one.")
    @SecurityRequirement(name = "key")
    @APIResponse(
            responseCode = "200",
            description = "A page of entries",
            headers =
                    @Header(
                            name = "Link",
                            description =
                                    "The next page, a relative reference with rel=\"next\"; absent on the last page",
                            schema = @Schema(type = SchemaType.STRING)),
            content = {
                @Content(
                        mediaType = MediaType.APPLICATION_JSON,
                        schema = @Schema(implementation = StatementPage.class)),
                @Content(mediaType = "text/csv", schema = @Schema(type = SchemaType.STRING))
            })
    @APIResponse(responseCode = "400", description = "A parameter cannot be used; the problem names it")
    @APIResponse(responseCode = "401", description = "The key is missing or not known")
    @APIResponse(responseCode = "406", description = "Neither JSON nor CSV is accepted")
    public Uni<StatementPage> ledger(
            @BeanParam StatementParameters parameters, @Context SecurityContext caller, @Context UriInfo uri) {
        GivenParameters.check(uri.getQueryParameters(), StatementParameters.NAMES);
        LocalDate today = clock.instant().atOffset(ZoneOffset.UTC).toLocalDate();
        return statement.of(
                parameters.query(Caller.of(caller.getUserPrincipal()).scope(parameters.tenant), today));
    }
}
