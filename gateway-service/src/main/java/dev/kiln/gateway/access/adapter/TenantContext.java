package dev.kiln.gateway.access.adapter;

import jakarta.ws.rs.core.SecurityContext;
import java.security.Principal;

/** The principal of a request is its tenant; there are no roles. */
record TenantContext(String tenantId, SecurityContext transport) implements SecurityContext {

    @Override
    public Principal getUserPrincipal() {
        return () -> tenantId;
    }

    @Override
    public boolean isUserInRole(String role) {
        return false;
    }

    @Override
    public boolean isSecure() {
        return transport.isSecure();
    }

    @Override
    public String getAuthenticationScheme() {
        return "Bearer";
    }
}
