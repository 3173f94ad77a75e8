package dev.kiln.stack.e2e;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/** One connection on which anything may be written, well formed or not. */
final class RawRequest implements AutoCloseable {
    /** In place of a status: the connection was closed without an answer. */
    static final int CLOSED = 0;

    /** In place of a status: the answer is not the text of a status line. */
    static final int OTHER_PROTOCOL = -1;

    private static final Duration ANSWERS_WITHIN = Duration.ofSeconds(45);

    private final Socket socket;
    private boolean refused;

    private RawRequest(Socket socket) {
        this.socket = socket;
    }

    static RawRequest to(String base) {
        try {
            var socket = new Socket(
                    InetAddress.getLoopbackAddress(), URI.create(base).getPort());
            socket.setSoTimeout(Math.toIntExact(ANSWERS_WITHIN.toMillis()));
            return new RawRequest(socket);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    RawRequest write(String text) {
        return write(text.getBytes(StandardCharsets.UTF_8));
    }

    /** What the other side does not want to read any more is not written. */
    RawRequest write(byte[] bytes) {
        if (!refused) {
            try {
                socket.getOutputStream().write(bytes);
            } catch (IOException e) {
                refused = true;
            }
        }
        return this;
    }

    /** Whether the other side has stopped reading. */
    boolean refused() {
        return refused;
    }

    /** The answer's status, {@link #CLOSED} or {@link #OTHER_PROTOCOL}; no answer and no end within the time is an exception. */
    int status() {
        try {
            var line =
                    new String(socket.getInputStream().readNBytes("HTTP/1.1 200".length()), StandardCharsets.US_ASCII);
            if (line.isEmpty()) {
                return CLOSED;
            }
            return line.matches("HTTP/[12]\\.[01] [0-9]{3}") ? Integer.parseInt(line.substring(9)) : OTHER_PROTOCOL;
        } catch (SocketTimeoutException e) {
            throw new IllegalStateException("Neither answered nor closed within " + ANSWERS_WITHIN, e);
        } catch (IOException reset) {
            return CLOSED;
        }
    }

    /** Reads what there is; true where the other side ends it, false where it is still open when the time is up. */
    boolean ends() {
        try {
            socket.getInputStream().readAllBytes();
            return true;
        } catch (SocketTimeoutException e) {
            return false;
        } catch (IOException reset) {
            return true;
        }
    }

    @Override
    public void close() {
        try {
            socket.close();
        } catch (IOException alreadyClosed) {
            // then it is
        }
    }
}
