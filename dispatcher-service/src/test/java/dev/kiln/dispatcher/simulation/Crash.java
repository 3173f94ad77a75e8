package dev.kiln.dispatcher.simulation;

/** The process ends here, as by kill -9: nothing that it would have done next is done. */
final class Crash extends Error {
    private static final long serialVersionUID = 1L;

    Crash() {
        super("kill -9", null, false, false);
    }
}
