package dev.kiln.billing.access.adapter;

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

/** Lets in who sends a tenant's key; the tenant is the request's principal from here on. */
@jakarta.ws.rs.ext.Provider
@Priority(Priorities.AUTHENTICATION)
class TenantFilter implements ContainerRequestFilter {

    private static final String SCHEME = "Bearer ";
    private static final int LONGEST_KEY = 512;
    private static final URI UNAUTHORIZED = URI.create("urn:kiln:problem:unauthorized");

    private final Provider<TenantKeys> keys;

    /** Filters are made before the configuration can be read: the keys are asked for with the first request. */
    TenantFilter(Provider<TenantKeys> keys) {
        this.keys = keys;
    }

    @Override
    public void filter(ContainerRequestContext request) {
        String tenant = key(request.getHeaderString(HttpHeaders.AUTHORIZATION))
                .flatMap(key -> keys.get().tenantOf(key))
                .orElseThrow(TenantFilter::unauthorized);
        request.setSecurityContext(new TenantSecurityContext(tenant, request.getSecurityContext()));
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
