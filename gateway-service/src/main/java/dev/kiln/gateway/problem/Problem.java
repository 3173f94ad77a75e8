package dev.kiln.gateway.problem;

import dev.kiln.contract.Fault;
import java.time.Duration;
import java.util.List;

/**
 * Why a request got no answer, as its sender is told. Quotes no value of the request.
 *
 * @param generationId null where no generation is concerned
 * @param retryAfter null where to repeat would not help
 */
public record Problem(ProblemKind kind, String detail, List<Fault> errors, String generationId, Duration retryAfter) {

    public Problem {
        errors = List.copyOf(errors);
    }

    public static Problem of(ProblemKind kind, String detail) {
        return new Problem(kind, detail, List.of(), null, null);
    }

    public Problem withErrors(List<Fault> faults) {
        return new Problem(kind, detail, faults, generationId, retryAfter);
    }

    public Problem about(String id) {
        return new Problem(kind, detail, errors, id, retryAfter);
    }

    public Problem retryAfter(Duration pause) {
        return new Problem(kind, detail, errors, generationId, pause);
    }

    public ProblemBody body() {
        return new ProblemBody(
                kind.type(), kind.title(), kind.status(), detail, errors.isEmpty() ? null : errors, generationId);
    }

    public ProblemException toException() {
        return new ProblemException(this);
    }
}
