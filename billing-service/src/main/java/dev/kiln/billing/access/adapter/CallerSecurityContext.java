package dev.kiln.billing.access.adapter;

import dev.kiln.billing.access.Caller;
import jakarta.ws.rs.core.SecurityContext;
import java.security.Principal;

/** The caller as the request's principal; there are no roles. */
record CallerSecurityContext(Caller caller, SecurityContext outer) implements SecurityContext {

    @Override
    public Principal getUserPrincipal() {
        return caller;
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
