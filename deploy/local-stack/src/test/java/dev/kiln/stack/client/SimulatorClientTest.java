package dev.kiln.stack.client;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpServer;
import dev.kiln.stack.guarantee.Truth;
import java.io.IOException;
import java.math.BigDecimal;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SimulatorClientTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "created|200|callback-lost|true",
                "refused|429|429|true",
                "refused|500|500-transient|false",
                "refused|408|408|false",
                "refused|531|531|false",
                "reset|500||false",
                "refused|429|429 500-transient|true",
                "refused|500|500-transient 429|false"
            })
    void anAnswerIsClearByTheCodeThatWasGiven(String answer, int code, String faults, boolean clear)
            throws JsonProcessingException {
        var named = faults == null ? "" : "\"" + faults.replace(" ", "\",\"") + "\"";
        var line = "{\"answer\":\"%s\",\"code\":%d,\"faults\":[%s]}".formatted(answer, code, named);

        assertThat(SimulatorClient.isClear(new ObjectMapper().readTree(line))).isEqualTo(clear);
    }

    @Test
    void theTruthHasTheReadsThatWereRefusedToo() throws IOException {
        var server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        serve(server, "/admin/accounts", "[]");
        serve(server, "/admin/truth", """
                [{"seq": 1, "at": "2026-11-23T10:00:00Z", "kind": "read", "account": "main", "admitted": true},
                 {"seq": 2, "at": "2026-11-23T10:00:01Z", "kind": "read", "account": "a1", "admitted": false}]""");
        server.start();
        try {
            var base = "http://127.0.0.1:" + server.getAddress().getPort();
            assertThat(new SimulatorClient(base, BigDecimal.ONE).truth().reads())
                    .containsExactly(
                            new Truth.Read(Instant.parse("2026-11-23T10:00:00Z"), "main"),
                            new Truth.Read(Instant.parse("2026-11-23T10:00:01Z"), "a1"));
        } finally {
            server.stop(0);
        }
    }

    private static void serve(HttpServer server, String path, String answer) {
        server.createContext(path, exchange -> {
            var body = answer.getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(200, body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
    }
}
