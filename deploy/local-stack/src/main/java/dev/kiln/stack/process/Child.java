package dev.kiln.stack.process;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** A running child process. */
public final class Child {
    private final ChildSpec spec;
    private final Process process;

    Child(ChildSpec spec, Process process) {
        this.spec = spec;
        this.process = process;
    }

    public ChildSpec spec() {
        return spec;
    }

    public boolean isAlive() {
        return process.isAlive();
    }

    public long pid() {
        return process.pid();
    }

    /** As {@code kill -9}; returns when it is gone. */
    public void kill() {
        process.destroyForcibly();
        awaitEnd(Duration.ofSeconds(10));
    }

    /** As {@code kill -STOP}: it does nothing more until it is thawed, or killed. */
    public void freeze() {
        signal("STOP");
    }

    /** As {@code kill -CONT}. */
    public void thaw() {
        signal("CONT");
    }

    private void signal(String name) {
        try {
            new ProcessBuilder("kill", "-" + name, Long.toString(pid())).start().waitFor();
        } catch (IOException e) {
            throw new UncheckedIOException("No signal can be sent", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Asks it to stop, by signal and by the end of its input; does not wait. */
    public void askToStop() {
        process.destroy();
        try {
            process.getOutputStream().close();
        } catch (IOException alreadyGone) {
            // then nobody reads it any more
        }
    }

    /** Waits for its end, then kills it. */
    public void stopWithin(Duration grace) {
        if (!awaitEnd(grace)) {
            kill();
        }
    }

    /** Whether it ends by itself. */
    public boolean endsWithin(Duration atMost) {
        return awaitEnd(atMost);
    }

    private boolean awaitEnd(Duration atMost) {
        try {
            return process.waitFor(atMost.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
