package dev.kiln.gateway.accept.adapter;

import static dev.kiln.gateway.Callers.GENERATIONS;
import static dev.kiln.gateway.Callers.acme;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.kiln.gateway.GatewayTest;
import dev.kiln.gateway.Requests;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.test.common.http.TestHTTPResource;
import jakarta.inject.Inject;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** With bodies that have two seconds to come. */
@GatewayTest
class SlowBodiesResourceTest {

    private static final int PART = 400 * 1024;
    private static final String BODY = Requests.banana().toString();

    @TestHTTPResource(GENERATIONS)
    URI generations;

    @Inject
    MeterRegistry meters;

    @Test
    void givesUpABodyThatDoesNotCome() throws IOException {
        for (String framing : List.of("Content-Length: 1000", "Transfer-Encoding: chunked")) {
            try (Socket socket = open(framing, "key-of-acme")) {
                assertThat(answer(socket)).startsWith("HTTP/1.1 408").contains("urn:kiln:problem:too-slow");
            }
        }
    }

    @Test
    void readsNoBodyOfAStranger() throws IOException {
        try (Socket socket = open("Content-Length: 1000", "no-key")) {
            assertThat(firstLine(socket)).startsWith("HTTP/1.1 401");
        }
    }

    @Test
    void servesOthersWhileLargeBodiesStandStillAndHasTheirMemoryBackAfterwards() throws IOException {
        List<Socket> sockets = new ArrayList<>();
        try {
            for (int i = 0; i < 150; i++) {
                sockets.add(openWithPart());
            }
            await().atMost(Duration.ofSeconds(10)).until(this::heldBytes, held -> held > 16 * 1024 * 1024);

            assertThat(acme().contentType("application/json")
                            .body(BODY)
                            .post(GENERATIONS)
                            .statusCode())
                    .isEqualTo(202);
            assertThat(heldBytes()).isLessThanOrEqualTo(40L * 1024 * 1024);
        } finally {
            for (Socket socket : sockets) {
                socket.close();
            }
        }
        await().atMost(Duration.ofSeconds(10)).until(this::heldBytes, held -> held == 0);
    }

    @Test
    void servesOthersWhile2000HoldTheirConnectionsOpen() throws IOException {
        List<Socket> sockets = new ArrayList<>();
        try {
            for (int i = 0; i < 2000; i++) {
                sockets.add(open("Content-Length: 1000", "key-of-acme"));
            }
            assertThat(acme().contentType("application/json")
                            .body(BODY)
                            .post(GENERATIONS)
                            .statusCode())
                    .isEqualTo(202);
        } finally {
            for (Socket socket : sockets) {
                socket.close();
            }
        }
    }

    @Test
    void asksForTheBodyOfAClientThatWaitsToBeAsked() throws IOException {
        String framing = "Expect: 100-continue\r\nConnection: close\r\nContent-Length: " + BODY.length();
        try (Socket socket = open(framing, "key-of-acme")) {
            assertThat(firstLine(socket)).isEqualTo("HTTP/1.1 100");
            socket.getOutputStream().write(BODY.getBytes(StandardCharsets.US_ASCII));
            assertThat(answer(socket)).contains("HTTP/1.1 202");
        }
    }

    private double heldBytes() {
        return meters.get("kiln.gateway.body.bytes").gauge().value();
    }

    private Socket openWithPart() throws IOException {
        Socket socket = open("Content-Length: 1000000", "key-of-acme");
        try {
            socket.getOutputStream().write(new byte[PART]);
        } catch (IOException e) {
            // Refused already, since others hold too much.
        }
        return socket;
    }

    private Socket open(String framing, String key) throws IOException {
        Socket socket = new Socket(InetAddress.getLoopbackAddress(), generations.getPort());
        socket.setSoTimeout(10_000);
        OutputStream out = socket.getOutputStream();
        out.write(("POST " + GENERATIONS + " HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n"
                        + "Authorization: Bearer " + key + "\r\n" + framing + "\r\n\r\n")
                .getBytes(StandardCharsets.US_ASCII));
        out.flush();
        return socket;
    }

    private static String answer(Socket socket) throws IOException {
        return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }

    private static String firstLine(Socket socket) throws IOException {
        byte[] start = socket.getInputStream().readNBytes(12);
        return new String(start, StandardCharsets.US_ASCII);
    }
}
