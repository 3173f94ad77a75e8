package dev.kiln.gateway.accept.adapter;

import jakarta.ws.rs.core.SecurityContext;
import java.security.Principal;

/** A tenant who was let in. */
record Caller(String tenantId) implements SecurityContext {

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
        return false;
    }

    @Override
    public String getAuthenticationScheme() {
        return "Bearer";
    }
}
