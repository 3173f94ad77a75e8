package dev.kiln.billing.access.adapter;

import jakarta.ws.rs.core.SecurityContext;
import java.security.Principal;

/** The tenant as the request's principal; there are no roles. */
record TenantSecurityContext(String tenant, SecurityContext outer) implements SecurityContext {

    @Override
    public Principal getUserPrincipal() {
        return () -> tenant;
    }

    @Override
    public boolean isUserInRole(String role) {
        return false;
    }

    @Override
    public boolean isSecure() {
        return outer.isSecure();
    }

    @Override
    public String getAuthenticationScheme() {
        return "Bearer";
    }
}
