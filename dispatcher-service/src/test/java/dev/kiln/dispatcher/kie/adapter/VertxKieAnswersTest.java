package dev.kiln.dispatcher.kie.adapter;

import static dev.kiln.dispatcher.kie.adapter.KieOnVertx.CREATED;
import static dev.kiln.dispatcher.kie.adapter.ScriptedServer.answer;
import static dev.kiln.dispatcher.kie.adapter.ScriptedServer.playing;
import static dev.kiln.dispatcher.kie.adapter.ScriptedServer.write;
import static org.assertj.core.api.Assertions.assertThat;

import dev.kiln.contract.Cause;
import dev.kiln.contract.Reason;
import dev.kiln.dispatcher.kie.CreateOutcome;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What an answer to a create is taken for, be it whole, cut off, no answer of Kie's or none at all. */
@Timeout(60)
class VertxKieAnswersTest {

    @Test
    void aResetBeforeAnyAnswerIsInDoubt() throws Exception {
        isInDoubt(ScriptedServer::reset);
    }

    @Test
    void anEndBeforeAnyAnswerIsInDoubt() throws Exception {
        isInDoubt(connection -> {});
    }

    @Test
    void aHalfHeadIsInDoubt() throws Exception {
        isInDoubt(connection -> write(connection, "HTTP/1.1 200 OK\r\nContent-Le"));
    }

    @Test
    void aCutBodyIsInDoubt() throws Exception {
        isInDoubt(connection -> write(connection, cut(answer("200 OK", CREATED), 20)));
        isInDoubt(connection -> write(connection, answer("200 OK", CREATED).replace("Length: ", "Length: 1")));
        isInDoubt(connection -> {
            write(connection, cut(answer("429 Too Many Requests", "{\"code\":429,\"msg\":\"slow down\"}"), 1));
            ScriptedServer.reset(connection);
        });
    }

    @Test
    void aCutChunkedBodyIsInDoubt() throws Exception {
        isInDoubt(connection -> write(
                connection,
                "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n" + Integer.toHexString(CREATED.length()) + "\r\n"
                        + CREATED + "\r\n"));
    }

    @Test
    void aBodyThatEndsWithTheConnectionIsReadIfItIsWhole() throws Exception {
        assertThat(outcomeOf(connection -> write(connection, "HTTP/1.1 200 OK\r\n\r\n" + CREATED)))
                .isEqualTo(new CreateOutcome.Created("task_1"));
        isInDoubt(connection -> write(connection, "HTTP/1.1 200 OK\r\n\r\n" + cut(CREATED, 2)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "this is no HTTP\r\n\r\n",
                "HTTP/1.1 502 Bad Gateway\r\nContent-Type: text/html\r\nContent-Length: 6\r\n\r\n<html>",
                "HTTP/1.1 504 Gateway Timeout\r\nContent-Length: 0\r\n\r\n",
                "HTTP/1.1 204 No Content\r\n\r\n",
                "HTTP/1.1 307 Temporary Redirect\r\nLocation: /elsewhere\r\nContent-Length: 0\r\n\r\n",
                "HTTP/1.1 303 See Other\r\nLocation: /elsewhere\r\nContent-Length: 0\r\n\r\n",
                "HTTP/1.1 408 Request Timeout\r\nConnection: close\r\nContent-Length: 0\r\n\r\n",
                "HTTP/1.1 503 Service Unavailable\r\nRetry-After: 0\r\nContent-Length: 0\r\n\r\n",
            })
    void whatIsNoAnswerOfKieIsInDoubtAndNeitherFollowedNorRepeated(String raw) throws Exception {
        isInDoubt(connection -> write(connection, raw));
    }

    @Test
    void silenceIsInDoubtInTimeAndTheConnectionIsClosed() throws Exception {
        var hung = new CompletableFuture<Void>();
        try (var server = playing(connection -> {
                    connection.getInputStream().read();
                    hung.complete(null);
                });
                var client = KieOnVertx.impatientAt(server.url())) {
            var start = System.nanoTime();

            assertThat(client.create()).isEqualTo(inDoubt("no complete answer: TimeoutException"));

            assertThat(Duration.ofNanos(System.nanoTime() - start)).isBetween(KieOnVertx.SHORT, Duration.ofSeconds(10));
            hung.get(10, TimeUnit.SECONDS);
            assertThat(server.requests()).hasSize(1);
            assertThat(server.connections()).isOne();
        }
    }

    @Test
    void anAnswerThatDripsWithoutEndIsInDoubtInTime() throws Exception {
        try (var server = playing(connection -> {
                    write(connection, "HTTP/1.1 200 OK\r\nContent-Length: 100000\r\n\r\n");
                    while (!ScriptedServer.clientSpeaksOrGoesWithin(20, connection)) {
                        write(connection, " ");
                    }
                });
                var client = KieOnVertx.impatientAt(server.url())) {
            assertThat(client.create()).isEqualTo(inDoubt("no complete answer: TimeoutException"));
            assertThat(server.requests()).hasSize(1);
        }
    }

    @Test
    void anAnswerBeyondTheCapIsInDoubt() throws Exception {
        var spaces = " ".repeat(300 * 1024);
        assertThat(outcomeOf(connection -> write(connection, answer("200 OK", CREATED + spaces))))
                .isEqualTo(inDoubt("no complete answer: TooLong"));
        assertThat(outcomeOf(connection -> writeGzip(connection, CREATED + spaces)))
                .isEqualTo(inDoubt("no complete answer: TooLong"));
    }

    @Test
    void aCompressedAnswerIsRead() throws Exception {
        assertThat(outcomeOf(connection -> writeGzip(connection, CREATED)))
                .isEqualTo(new CreateOutcome.Created("task_1"));
    }

    @Test
    void aClearRefusalIsReadAsSuch() throws Exception {
        var answer = answer("429 Too Many Requests", "{\"code\":429,\"msg\":\"Rate limit exceeded\"}");

        assertThat(outcomeOf(connection -> write(connection, answer)))
                .isEqualTo(new CreateOutcome.TryLater(new Cause(Reason.RATE_LIMITED, "Rate limit exceeded")));
    }

    private static void isInDoubt(ScriptedServer.Script script) throws Exception {
        assertThat(outcomeOf(script))
                .isInstanceOfSatisfying(
                        CreateOutcome.InDoubt.class,
                        doubt -> assertThat(doubt.cause().reason()).isEqualTo(Reason.NO_CLEAR_ANSWER));
    }

    /** Also asserts what holds whatever the answer: one connection, one request. */
    private static CreateOutcome outcomeOf(ScriptedServer.Script script) throws Exception {
        try (var server = playing(script);
                var client = KieOnVertx.at(server.url())) {
            CreateOutcome outcome = client.create();
            assertThat(server.requests()).hasSize(1);
            assertThat(server.connections()).isOne();
            return outcome;
        }
    }

    private static void writeGzip(Socket connection, String body) throws IOException {
        ByteArrayOutputStream zipped = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(zipped)) {
            gzip.write(body.getBytes(StandardCharsets.UTF_8));
        }
        write(connection, "HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Length: " + zipped.size() + "\r\n\r\n");
        connection.getOutputStream().write(zipped.toByteArray());
        connection.getOutputStream().flush();
    }

    private static String cut(String text, int characters) {
        return text.substring(0, text.length() - characters);
    }

    private static CreateOutcome inDoubt(String detail) {
        return new CreateOutcome.InDoubt(new Cause(Reason.NO_CLEAR_ANSWER, detail));
    }
}
