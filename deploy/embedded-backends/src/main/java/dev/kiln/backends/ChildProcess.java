package dev.kiln.backends;

import java.io.IOException;
import java.io.UncheckedIOException;

/** What a backend does that runs as a child process: it ends when its parent closes its standard input, or dies. */
final class ChildProcess {
    private ChildProcess() {}

    /** Blocks until standard input ends. */
    static void awaitEndOfInput() {
        try {
            while (System.in.read() != -1) {
                // whatever is typed says nothing; only the end counts
            }
        } catch (IOException e) {
            throw new UncheckedIOException("Standard input cannot be read", e);
        }
    }
}
