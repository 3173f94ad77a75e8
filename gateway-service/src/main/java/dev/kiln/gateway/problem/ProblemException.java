package dev.kiln.gateway.problem;

/** Ends a request with a {@link Problem}. */
public final class ProblemException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final transient Problem problem;

    ProblemException(Problem problem) {
        super(problem.kind().type(), null, false, false);
        this.problem = problem;
    }

    public Problem problem() {
        return problem;
    }
}
