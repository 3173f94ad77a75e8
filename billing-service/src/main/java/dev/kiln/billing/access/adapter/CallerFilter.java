package dev.kiln.billing.access.adapter;

import dev.kiln.billing.access.Caller;
import dev.kiln.tenantkeys.OperatorKeys;
import dev.kiln.tenantkeys.TenantKeys;
import io.quarkiverse.resteasy.problem.HttpProblem;
import jakarta.annotation.Priority;
import jakarta.inject.Provider;
import jakarta.ws.rs.Priorities;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import java.util.Optional;
import org.jboss.logging.MDC;

/** Lets in who sends a tenant's key or an operator's; the caller is the request's principal from here on. */
@jakarta.ws.rs.ext.Provider
@Priority(Priorities.AUTHENTICATION)
class CallerFilter implements ContainerRequestFilter {

    private static final String SCHEME = "Bearer ";
    private static final int LONGEST_KEY = 512;
    private static final URI UNAUTHORIZED = URI.create("urn:kiln:problem:unauthorized");

    private final Provider<TenantKeys> tenants;
    private final Provider<OperatorKeys> operators;

    /** Filters are made before the configuration can be read: the keys are asked for with the first request. */
    CallerFilter(Provider<TenantKeys> tenants, Provider<OperatorKeys> operators) {
        this.tenants = tenants;
        this.operators = operators;
    }

    @Override
    public void filter(ContainerRequestContext request) {
        Caller caller = key(request.getHeaderString(HttpHeaders.AUTHORIZATION))
                .flatMap(this::callerOf)
                .orElseThrow(CallerFilter::unauthorized);
        request.setSecurityContext(new CallerSecurityContext(caller, request.getSecurityContext()));
        if (caller.tenant() != null) {
            MDC.put("tenant", caller.tenant());
        }
    }

    private Optional<Caller> callerOf(String key) {
        Optional<String> tenant = tenants.get().tenantOf(key);
        Optional<String> operator = operators.get().operatorOf(key);
        return tenant.isEmpty() && operator.isEmpty()
                ? Optional.empty()
                : Optional.of(new Caller(tenant.orElse(null), operator.orElse(null)));
    }

    private static Optional<String> key(String authorization) {
        return Optional.ofNullable(authorization)
                .filter(header -> header.regionMatches(true, 0, SCHEME, 0, SCHEME.length()))
                .map(header -> header.substring(SCHEME.length()).strip())
                .filter(key -> !key.isEmpty() && key.length() <= LONGEST_KEY);
    }

    private static HttpProblem unauthorized() {
        return HttpProblem.builder()
                .withType(UNAUTHORIZED)
                .withStatus(Response.Status.UNAUTHORIZED)
                .withTitle("An API key is needed")
                .withDetail("Send your API key as Authorization: Bearer <key>.")
                .withHeader(HttpHeaders.WWW_AUTHENTICATE, "Bearer")
                .build();
    }
}
