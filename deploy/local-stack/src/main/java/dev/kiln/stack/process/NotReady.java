package dev.kiln.stack.process;

import java.nio.file.Path;

/** A child process did not come up. */
public final class NotReady extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient Path log;

    NotReady(String what, Path log) {
        super(what + "; its log: " + log);
        this.log = log;
    }

    /** Where the child says why. */
    public Path log() {
        return log;
    }
}
