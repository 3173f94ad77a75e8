package dev.kiln.dispatcher.operate;

import dev.kiln.contract.Fault;
import java.util.List;

/**
 * Why an operator's request was not done. Quotes no value of the request.
 *
 * @param errors every fault of the input, null where there is none to name
 * @param state that of the task it is about, null where it is about none
 */
public record Problem(ProblemKind kind, String detail, List<Fault> errors, String state) {

    public static final String MEDIA_TYPE = "application/problem+json";

    public static Problem of(ProblemKind kind, String detail) {
        return new Problem(kind, detail, null, null);
    }

    static Problem ofFaults(List<Fault> faults) {
        return new Problem(ProblemKind.INVALID_INPUT, "The body breaks the rules; see errors.", faults, null);
    }

    public Problem inState(String name) {
        return new Problem(kind, detail, errors, name);
    }

    /**
     * As it is written.
     *
     * @see <a href="https://www.rfc-editor.org/rfc/rfc9457">RFC 9457</a>
     */
    public record Body(String type, String title, int status, String detail, List<Fault> errors, String state) {}

    public Body body() {
        return new Body(kind.type(), kind.title(), kind.status(), detail, errors, state);
    }

    public Raised raised() {
        return new Raised(this);
    }

    /** Ends a request with its problem. */
    public static final class Raised extends RuntimeException {

        private static final long serialVersionUID = 1L;

        private final transient Problem problem;

        private Raised(Problem problem) {
            super(problem.kind().type(), null, false, false);
            this.problem = problem;
        }

        public Problem problem() {
            return problem;
        }
    }
}
