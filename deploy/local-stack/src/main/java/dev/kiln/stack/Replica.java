package dev.kiln.stack;

import dev.kiln.stack.process.Child;
import dev.kiln.stack.process.ChildSpec;
import dev.kiln.stack.process.Readiness;
import java.net.URI;
import java.time.Duration;
import java.util.function.Function;

/** One of the processes of a part, and whoever succeeds it on its ports. Not thread-safe. */
public final class Replica {
    private final Part part;
    private final ChildSpec spec;
    private final URI health;
    private final Function<ChildSpec, Child> spawn;
    private Child child;

    Replica(Part part, ChildSpec spec, URI health, Function<ChildSpec, Child> spawn) {
        this.part = part;
        this.spec = spec;
        this.health = health;
        this.spawn = spawn;
        this.child = spawn.apply(spec);
    }

    public Part part() {
        return part;
    }

    /** The base URL of what it serves. */
    public String url() {
        return "http://127.0.0.1:" + spec.environment().get("QUARKUS_HTTP_PORT");
    }

    public long pid() {
        return child.pid();
    }

    /** False where it was killed, or has ended by itself. */
    public boolean isAlive() {
        return child.isAlive();
    }

    /** Whether it says now that it is. */
    public boolean isReady() {
        return Readiness.answers(health);
    }

    void awaitReady(Duration atMost) {
        Readiness.awaitHttp(child, health, atMost);
    }

    /** As {@code kill -9}; returns when it is gone. */
    public void kill() {
        child.kill();
    }

    /** As {@code kill -STOP}. */
    public void freeze() {
        child.freeze();
    }

    /** As {@code kill -CONT}. */
    public void thaw() {
        child.thaw();
    }

    /** Asks it to stop; the signal of a rolling restart. */
    public void askToStop() {
        child.askToStop();
    }

    /** Whether it ends by itself. */
    public boolean endsWithin(Duration atMost) {
        return child.endsWithin(atMost);
    }

    /** Its successor in its place, which is not waited for. */
    public void respawn() {
        child.kill();
        child = spawn.apply(spec);
    }

    @Override
    public String toString() {
        return spec.name();
    }
}
