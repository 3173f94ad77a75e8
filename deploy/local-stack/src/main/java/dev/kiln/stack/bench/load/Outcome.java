package dev.kiln.stack.bench.load;

/** How an answer that does not count is named. */
final class Outcome {
    private Outcome() {}

    /** @param answer null where there was none */
    static String of(Caller.Answer answer, Throwable failure) {
        return answer == null ? failure.getClass().getSimpleName() : Integer.toString(answer.status());
    }
}
