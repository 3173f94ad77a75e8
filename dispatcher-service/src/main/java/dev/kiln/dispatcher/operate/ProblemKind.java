package dev.kiln.dispatcher.operate;

import java.util.Locale;

/** The kinds of problems; each has one type and one status. */
public enum ProblemKind {
    UNREADABLE(400, "The body cannot be read"),
    INVALID_PARAMETER(400, "A parameter breaks the rules"),
    UNAUTHORIZED(401, "An operator's key is needed"),
    NO_OPERATOR(403, "No operator is configured"),
    NOT_FOUND(404, "There is nothing at this address"),
    UNKNOWN_GENERATION(404, "There is no such generation here"),
    UNKNOWN_ACCOUNT(404, "There is no such account"),
    UNKNOWN_MODEL(404, "The catalog has no such model"),
    MOVED_ON(409, "The task is not in the state that the verdict is about"),
    NOTHING_TO_RESTORE(409, "There is nothing to restore"),
    TOO_LARGE(413, "The body is too large"),
    UNSUPPORTED_MEDIA_TYPE(415, "The body must be plain JSON"),
    INVALID_INPUT(422, "The request breaks the rules"),
    CONTRADICTED(422, "What is known speaks against the verdict"),
    INTERNAL(500, "The dispatcher failed"),
    UNPROVEN(503, "Kie's record could not be read"),
    UNAVAILABLE(503, "The dispatcher cannot answer at the moment");

    private final int status;
    private final String title;

    ProblemKind(int status, String title) {
        this.status = status;
        this.title = title;
    }

    /** A URI that names the kind and stays the same. */
    public String type() {
        return "urn:kiln:problem:" + name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    public int status() {
        return status;
    }

    public String title() {
        return title;
    }
}
