package dev.kiln.dispatcher.kie.adapter;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ServerSocketFactory;

/** A server on loopback that reads whole requests and answers with raw bytes, or not at all. */
final class ScriptedServer implements AutoCloseable {

    /** What it does with a connection after a whole request was read; the connection is closed afterwards. */
    interface Script {
        void play(Socket connection) throws Exception;
    }

    record Seen(String line, Map<String, String> headers, byte[] body) {
        String text() {
            return new String(body, StandardCharsets.UTF_8);
        }
    }

    private final ServerSocket server;
    private final String scheme;
    private final Script script;
    private final List<Seen> requests = new CopyOnWriteArrayList<>();
    private final List<Socket> open = new CopyOnWriteArrayList<>();
    private final AtomicInteger accepted = new AtomicInteger();
    private final AtomicInteger endedByClient = new AtomicInteger();

    private ScriptedServer(ServerSocket server, String scheme, Script script) {
        this.server = server;
        this.scheme = scheme;
        this.script = script;
        Thread.ofVirtual().start(this::accept);
    }

    static ScriptedServer playing(Script script) throws IOException {
        return new ScriptedServer(listening(ServerSocketFactory.getDefault()), "http", script);
    }

    static ScriptedServer playingOverTls(ServerSocketFactory sockets, Script script) throws IOException {
        return new ScriptedServer(listening(sockets), "https", script);
    }

    static ScriptedServer answering(String raw) throws IOException {
        return playing(connection -> write(connection, raw));
    }

    static String answer(String status, String body) {
        int length = body.getBytes(StandardCharsets.UTF_8).length;
        return "HTTP/1.1 " + status
                + "\r\nConnection: close\r\nContent-Type: application/json;charset=UTF-8\r\nContent-Length: " + length
                + "\r\n\r\n" + body;
    }

    static void write(Socket connection, String raw) throws IOException {
        connection.getOutputStream().write(raw.getBytes(StandardCharsets.UTF_8));
        connection.getOutputStream().flush();
    }

    /** Closes with a reset instead of an orderly end. */
    static void reset(Socket connection) throws IOException {
        connection.setSoLinger(true, 0);
        connection.close();
    }

    /** A port that nobody listens on. */
    static URI closedPort() throws IOException {
        try (ServerSocket once = listening(ServerSocketFactory.getDefault())) {
            return url("http", once);
        }
    }

    URI url() {
        return url(scheme, server);
    }

    List<Seen> requests() {
        return requests;
    }

    int connections() {
        return accepted.get();
    }

    /** Connections that the client ended while nothing or only a part of a request had come. */
    int endedByClient() {
        return endedByClient.get();
    }

    static boolean clientSpeaksOrGoesWithin(int milliseconds, Socket connection) throws IOException {
        connection.setSoTimeout(milliseconds);
        try {
            connection.getInputStream().read();
            return true;
        } catch (SocketTimeoutException e) {
            return false;
        }
    }

    void closeConnections() throws IOException {
        for (Socket socket : open) {
            socket.close();
        }
    }

    @Override
    public void close() throws IOException {
        server.close();
        closeConnections();
    }

    private void accept() {
        while (!server.isClosed()) {
            try {
                Socket connection = server.accept();
                accepted.incrementAndGet();
                open.add(connection);
                Thread.ofVirtual().start(() -> serve(connection));
            } catch (IOException e) {
                return;
            }
        }
    }

    private void serve(Socket connection) {
        try (connection) {
            Seen request = read(connection.getInputStream());
            if (request == null) {
                endedByClient.incrementAndGet();
                return;
            }
            requests.add(request);
            script.play(connection);
        } catch (Exception e) {
            // the client went away, or the test has ended: what it saw is what counts
        }
    }

    private static Seen read(InputStream in) throws IOException {
        ByteArrayOutputStream head = new ByteArrayOutputStream();
        while (!head.toString(StandardCharsets.ISO_8859_1).endsWith("\r\n\r\n")) {
            int next = in.read();
            if (next < 0) {
                return null;
            }
            head.write(next);
        }
        List<String> lines =
                Arrays.asList(head.toString(StandardCharsets.ISO_8859_1).split("\r\n"));
        Map<String, String> headers = new TreeMap<>();
        lines.subList(1, lines.size())
                .forEach(line -> headers.put(
                        line.substring(0, line.indexOf(':')).toLowerCase(Locale.ROOT),
                        line.substring(line.indexOf(':') + 1).strip()));
        int length = Integer.parseInt(headers.getOrDefault("content-length", "0"));
        byte[] body = in.readNBytes(length);
        return body.length < length ? null : new Seen(lines.get(0), headers, body);
    }

    private static ServerSocket listening(ServerSocketFactory sockets) throws IOException {
        return sockets.createServerSocket(0, 200, InetAddress.getLoopbackAddress());
    }

    private static URI url(String scheme, ServerSocket socket) {
        return URI.create(scheme + "://localhost:" + socket.getLocalPort());
    }
}
