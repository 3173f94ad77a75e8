package dev.kiln.stack.process;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.function.BooleanSupplier;

/** Waits until a child answers. A child that ended before, or is late, is an exception that names its log. */
public final class Readiness {
    private static final Duration STEP = Duration.ofMillis(50);
    private static final HttpClient HTTP =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(1)).build();

    private Readiness() {}

    public static void awaitHttp(Child child, URI health, Duration atMost) {
        await(child, () -> answers(health), atMost);
    }

    public static void awaitPort(Child child, int port, Duration atMost) {
        await(child, () -> accepts(port), atMost);
    }

    private static void await(Child child, BooleanSupplier ready, Duration atMost) {
        var deadline = System.nanoTime() + atMost.toNanos();
        while (!ready.getAsBoolean()) {
            if (!child.isAlive()) {
                throw new NotReady(
                        child.spec() + " ended while it started", child.spec().log());
            }
            if (System.nanoTime() > deadline) {
                throw new NotReady(
                        child.spec() + " was not ready within " + atMost.toSeconds() + " s",
                        child.spec().log());
            }
            pause();
        }
    }

    /** Whether it answers 200 now. */
    public static boolean answers(URI health) {
        try {
            var request = HttpRequest.newBuilder(health)
                    .timeout(Duration.ofSeconds(2))
                    .build();
            return HTTP.send(request, HttpResponse.BodyHandlers.discarding()).statusCode() == 200;
        } catch (IOException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted while waiting for " + health, e);
        }
    }

    /** Whether a connection to it opens now. */
    public static boolean accepts(int port) {
        try (var socket = new Socket()) {
            socket.connect(new InetSocketAddress("127.0.0.1", port), 500);
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    private static void pause() {
        try {
            Thread.sleep(STEP);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted while waiting", e);
        }
    }
}
