package dev.kiln.stack.e2e;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

/**
 * A place of a service's API, and ways of speaking to it, most of them hostile; each over a connection of its own.
 *
 * @param base the service's URL
 * @param start the request line and what must be in the head, each line with its end
 */
record Place(String name, String base, String start) {
    private static final int CHUNK = 64 * 1024;
    private static final int HUGE = 100 * 1024 * 1024;
    private static final Duration DRIP = Duration.ofMillis(100);

    static Place on(String name, String base, String requestLine, String... headers) {
        var start = requestLine + " HTTP/1.1\r\nHost: localhost\r\n";
        return new Place(name, base, start + String.join("", headers));
    }

    /** The status of a body as it is, with more lines of the head. */
    int body(byte[] body, String... lines) {
        try (var request = RawRequest.to(base)) {
            return request.write(start + String.join("", lines) + "Content-Length: " + body.length + "\r\n\r\n")
                    .write(body)
                    .status();
        }
    }

    /** The status of anything instead of a body. */
    int head(String rest) {
        try (var request = RawRequest.to(base)) {
            return request.write(start + rest).status();
        }
    }

    /** Whether a connection ends on which nothing follows. */
    boolean ends(String begun) {
        try (var request = RawRequest.to(base)) {
            return request.write(begun).ends();
        }
    }

    /** 100 MB, as far as they are read. */
    int hugeAnnounced() {
        return huge("Content-Length: " + HUGE + "\r\n\r\n", new byte[CHUNK]);
    }

    int hugeChunked() {
        var framed = new byte["10000\r\n".length() + CHUNK + "\r\n".length()];
        put("10000\r\n", framed, 0);
        put("\r\n", framed, framed.length - 2);
        return huge("Transfer-Encoding: chunked\r\n\r\n", framed);
    }

    private static void put(String text, byte[] bytes, int at) {
        System.arraycopy(text.getBytes(StandardCharsets.US_ASCII), 0, bytes, at, text.length());
    }

    /** Says that it is short. */
    int hugeWithoutSayingSo() {
        return huge("Content-Length: 2\r\n\r\n", new byte[CHUNK]);
    }

    private int huge(String rest, byte[] piece) {
        try (var request = RawRequest.to(base)) {
            request.write(start + rest);
            for (var written = 0; written < HUGE && !request.refused(); written += CHUNK) {
                request.write(piece);
            }
            return request.status();
        }
    }

    /** The status of a body that comes byte by byte and has not come whole in an hour. */
    int drip() {
        try (var request = RawRequest.to(base);
                var drops = Executors.newSingleThreadScheduledExecutor()) {
            request.write(start + "Content-Length: 36000\r\n\r\n{");
            drops.scheduleWithFixedDelay(() -> request.write(" "), 0, DRIP.toMillis(), TimeUnit.MILLISECONDS);
            var status = request.status();
            drops.shutdownNow();
            return status;
        }
    }

    @Override
    public String toString() {
        return name;
    }
}
