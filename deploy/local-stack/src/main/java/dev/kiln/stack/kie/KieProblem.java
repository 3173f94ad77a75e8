package dev.kiln.stack.kie;

/** Kie cannot be used as it was asked for; the message says what to do, and holds no key. */
public final class KieProblem extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public KieProblem(String message) {
        super(message);
    }
}
