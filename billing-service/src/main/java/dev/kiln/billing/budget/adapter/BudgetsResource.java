package dev.kiln.billing.budget.adapter;

import dev.kiln.billing.access.Caller;
import dev.kiln.billing.budget.BudgetsInput;
import dev.kiln.billing.budget.BudgetsView;
import dev.kiln.billing.query.GivenParameters;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.SecurityContext;
import jakarta.ws.rs.core.UriInfo;
import java.util.List;
import java.util.Set;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.security.SecurityRequirement;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** Limits on what tenants may spend. */
@Path("/v1/budgets")
@Tag(name = "budgets")
@Produces(MediaType.APPLICATION_JSON)
@SecurityRequirement(name = "key")
class BudgetsResource {

    private final PgBudgets budgets;

    BudgetsResource(PgBudgets budgets) {
        this.budgets = budgets;
    }

    record All(List<BudgetsView> tenants) {}

    @GET
    @Operation(
            operationId = "budgets",
            summary = "The budgets with what is spent, held and left; a tenant's own, an operator's all")
    public Uni<All> all(@Context SecurityContext security, @Context UriInfo uri) {
        GivenParameters.check(uri.getQueryParameters(), Set.of("tenant"));
        Caller caller = Caller.of(security.getUserPrincipal());
        String scope = caller.scope(uri.getQueryParameters().getFirst("tenant"));
        return budgets.find(scope, caller.isOperator()).map(All::new);
    }

    @PUT
    @Path("{tenant}")
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(
            operationId = "setBudgets",
            summary = "Replaces all budgets of a tenant; for operators",
            description = "timeZone, and budgets: model (absent for all), period (day, month, total), limit in credits,"
                    + " hard (false only warns). An empty list removes them. The same again is published again.")
    @APIResponse(responseCode = "200", description = "The budgets as they are now")
    @APIResponse(responseCode = "403", description = "The key is no operator's")
    @APIResponse(responseCode = "422", description = "The body breaks the rules; errors names each field")
    public Uni<BudgetsView> set(@PathParam("tenant") String tenant, byte[] body, @Context SecurityContext security) {
        String operator = Caller.of(security.getUserPrincipal()).requiredOperator();
        return budgets.set(BudgetsInput.of(tenant, body), operator);
    }
}
