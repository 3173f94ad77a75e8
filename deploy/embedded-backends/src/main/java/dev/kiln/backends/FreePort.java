package dev.kiln.backends;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.concurrent.ThreadLocalRandom;

/**
 * A port of the loopback interface that nobody listened on a moment ago. It lies below the range that outgoing
 * connections take theirs from, so a server can be stopped and started again on it.
 */
public final class FreePort {
    private static final int FIRST = 20_000;
    private static final int LAST = 30_000;
    private static final int TRIES = 200;

    private FreePort() {}

    public static int pick() {
        for (var i = 0; i < TRIES; i++) {
            var port = ThreadLocalRandom.current().nextInt(FIRST, LAST);
            try (var socket = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
                return socket.getLocalPort();
            } catch (IOException taken) {
                // the next one may be free
            }
        }
        throw new IllegalStateException("No free port between " + FIRST + " and " + LAST);
    }
}
