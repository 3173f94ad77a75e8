package dev.kiln.gateway.view;

/** A parameter of a query breaks the rules; the message names it, quotes nothing and is safe to send. */
public final class BadParameter extends RuntimeException {

    private static final long serialVersionUID = 1L;

    BadParameter(String detail) {
        super(detail, null, false, false);
    }
}
