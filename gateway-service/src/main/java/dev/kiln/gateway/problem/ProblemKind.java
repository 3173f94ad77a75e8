package dev.kiln.gateway.problem;

import java.util.Locale;

/** The kinds of problems; each has one type and one status. */
public enum ProblemKind {
    UNREADABLE(400, "The body cannot be read"),
    INVALID_HEADER(400, "A header breaks the rules"),
    INVALID_PARAMETER(400, "A parameter breaks the rules"),
    UNAUTHORIZED(401, "An API key is needed"),
    NOT_FOUND(404, "There is nothing at this address"),
    METHOD_NOT_ALLOWED(405, "The method is not allowed here"),
    NOT_ACCEPTABLE(406, "Only JSON can be given"),
    TOO_SLOW(408, "The body did not come in time"),
    IN_FLIGHT(409, "The same request is being accepted"),
    ALREADY_FINAL(409, "The generation has ended"),
    TOO_LARGE(413, "The body is too large"),
    UNSUPPORTED_MEDIA_TYPE(415, "The body must be plain JSON"),
    INVALID_INPUT(422, "The request breaks the rules"),
    KEY_REUSED(422, "The key was used for another request"),
    INTERNAL(500, "The gateway failed"),
    ACCEPTANCE_UNKNOWN(503, "It is not known whether the generation was accepted"),
    REGISTRY_UNAVAILABLE(503, "Requests under a key cannot be accepted at the moment"),
    CANCELLATION_UNKNOWN(503, "It is not known whether the generation will be canceled"),
    OVERLOADED(503, "Too many requests at once"),
    VIEW_UNAVAILABLE(503, "Generations cannot be read at the moment");

    private static final String TYPE_PREFIX = "urn:kiln:problem:";

    private final int status;
    private final String title;

    ProblemKind(int status, String title) {
        this.status = status;
        this.title = title;
    }

    /** A URI that names the kind and stays the same. */
    public String type() {
        return TYPE_PREFIX + name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** The HTTP status. */
    public int status() {
        return status;
    }

    public String title() {
        return title;
    }
}
