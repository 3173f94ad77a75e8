package dev.kiln.billing.access;

import java.security.Principal;

/**
 * Who asks: a tenant, an operator, or with a key of both, either.
 *
 * @param tenant null where the key is an operator's alone
 * @param operator null where the key is a tenant's alone
 */
public record Caller(String tenant, String operator) implements Principal {

    /** The caller that the key was found to be of. */
    public static Caller of(Principal principal) {
        return (Caller) principal;
    }

    public boolean isOperator() {
        return operator != null;
    }

    /**
     * Whose data are shown, null for everybody's. A tenant sees its own only; an operator sees everybody's, or those of the
     * tenant asked for.
     */
    public String scope(String askedFor) {
        if (askedFor == null) {
            return tenant;
        }
        if (!isOperator() && !askedFor.equals(tenant)) {
            throw new NotAllowed("A tenant sees its own only.");
        }
        return askedFor;
    }

    /** The operator's name; throws {@link NotAllowed}. */
    public String requiredOperator() {
        if (operator == null) {
            throw new NotAllowed("Only an operator may do this.");
        }
        return operator;
    }

    @Override
    public String getName() {
        return tenant == null ? operator : tenant;
    }
}
