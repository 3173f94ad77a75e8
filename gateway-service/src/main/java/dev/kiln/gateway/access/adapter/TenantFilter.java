package dev.kiln.gateway.access.adapter;

import dev.kiln.contract.GenerationIds;
import dev.kiln.gateway.access.BearerKey;
import dev.kiln.gateway.problem.Problem;
import dev.kiln.gateway.problem.ProblemBody;
import dev.kiln.gateway.problem.ProblemKind;
import dev.kiln.tenantkeys.TenantKeys;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.Priorities;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.ext.Provider;
import java.util.Optional;
import org.jboss.logging.MDC;

/** Lets a request of the API in only with a tenant's key, and makes the tenant its principal. */
@Provider
@ApplicationScoped
@Priority(Priorities.AUTHENTICATION)
public class TenantFilter implements ContainerRequestFilter {

    private static final Problem UNAUTHORIZED = Problem.of(
            ProblemKind.UNAUTHORIZED, "Send the header Authorization: Bearer <key> with a key of your tenant.");

    private final TenantKeys keys;
    private final MeterRegistry meters;

    public TenantFilter(TenantKeys keys, MeterRegistry meters) {
        this.keys = keys;
        this.meters = meters;
    }

    @Override
    public void filter(ContainerRequestContext request) {
        Optional<String> tenant =
                BearerKey.in(request.getHeaderString(HttpHeaders.AUTHORIZATION)).flatMap(keys::tenantOf);
        if (tenant.isPresent()) {
            request.setSecurityContext(new TenantContext(tenant.get(), request.getSecurityContext()));
            MDC.put("tenant", tenant.get());
            Optional.ofNullable(request.getUriInfo().getPathParameters().getFirst("id"))
                    .filter(GenerationIds::isWellFormed)
                    .ifPresent(id -> MDC.put("generationId", id));
        } else {
            meters.counter("kiln.gateway.unauthorized").increment();
            request.abortWith(Response.status(Response.Status.UNAUTHORIZED)
                    .type(ProblemBody.MEDIA_TYPE)
                    .header(HttpHeaders.WWW_AUTHENTICATE, "Bearer realm=\"kiln\"")
                    .entity(UNAUTHORIZED.body())
                    .build());
        }
    }
}
