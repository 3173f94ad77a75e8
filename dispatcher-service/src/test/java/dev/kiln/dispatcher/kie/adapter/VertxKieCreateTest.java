package dev.kiln.dispatcher.kie.adapter;

import static dev.kiln.dispatcher.kie.adapter.ScriptedServer.answer;
import static dev.kiln.dispatcher.kie.adapter.ScriptedServer.answering;
import static dev.kiln.dispatcher.kie.adapter.ScriptedServer.playing;
import static dev.kiln.dispatcher.kie.adapter.ScriptedServer.write;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.kiln.contract.Cause;
import dev.kiln.contract.Reason;
import dev.kiln.dispatcher.kie.CreateCall;
import dev.kiln.dispatcher.kie.CreateOutcome;
import dev.kiln.dispatcher.kie.Kie;
import dev.kiln.dispatcher.kie.NotConnected;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class VertxKieCreateTest {

    private static final String CREATED = "{\"code\":200,\"msg\":\"success\",\"data\":{\"taskId\":\"task_1\"}}";
    private static final CreateCall CALL = new CreateCall(
            "/api/v1/jobs/createTask",
            "{\"model\":\"m\",\"input\":{\"prompt\":\"Käse\"}}".getBytes(StandardCharsets.UTF_8));

    @Test
    void createsATaskByOneRequestWithKilnsOwnHeadersAlone() throws Exception {
        try (var server = answering(answer("200 OK", CREATED));
                var client = KieOnVertx.at(server.url())) {
            assertThat(create(client.kie)).isEqualTo(new CreateOutcome.Created("task_1"));

            assertThat(server.requests()).singleElement().satisfies(request -> {
                assertThat(request.line()).isEqualTo("POST /api/v1/jobs/createTask HTTP/1.1");
                assertThat(request.body()).isEqualTo(CALL.body());
                assertThat(request.headers())
                        .containsOnlyKeys(
                                "host",
                                "authorization",
                                "content-type",
                                "content-length",
                                "user-agent",
                                "accept",
                                "accept-encoding",
                                "connection")
                        .containsEntry("authorization", "Bearer key-1")
                        .containsEntry("content-type", "application/json")
                        .containsEntry("user-agent", "Kiln/0.1 (test)")
                        .containsEntry("connection", "close")
                        .containsEntry("accept-encoding", "gzip")
                        .containsEntry("host", "localhost:" + server.url().getPort());
            });
            assertThat(server.connections()).isOne();
        }
    }

    @Test
    void everyAccountSendsItsOwnKeyAndNoCookieComesBack() throws Exception {
        var answer = answer("200 OK\r\nSet-Cookie: JSESSIONID=1; Path=/", CREATED);
        try (var server = answering(answer);
                var client = KieOnVertx.at(URI.create(server.url() + "/proxy/"))) {
            create(client.kie);
            try (var connection = client.kie.connect(1).getFirst()) {
                connection.create("other", CALL);
            }

            assertThat(server.requests()).hasSize(2).allSatisfy(request -> {
                assertThat(request.headers()).doesNotContainKey("cookie");
                assertThat(request.line()).startsWith("POST /proxy/api/v1/jobs/createTask ");
            });
            assertThat(server.requests().get(1).headers()).containsEntry("authorization", "Bearer key-2");
        }
    }

    @Test
    void aRefusedConnectionIsNotConnected() throws Exception {
        try (var client = KieOnVertx.at(ScriptedServer.closedPort())) {
            assertThatThrownBy(() -> client.kie.connect(1).getFirst())
                    .isInstanceOf(NotConnected.class)
                    .hasMessageContaining("no connection to Kie")
                    .hasMessageNotContaining("key-1");
        }
    }

    @Test
    void anAccountWithoutAKeySendsNothing() throws Exception {
        try (var server = answering(answer("200 OK", CREATED));
                var client = KieOnVertx.at(server.url());
                var connection = client.kie.connect(1).getFirst()) {
            assertThat(connection.create("stranger", CALL)).isInstanceOf(CreateOutcome.NotSent.class);
            assertThat(server.requests()).isEmpty();
        }
    }

    @Test
    void aTlsHandshakeThatHangsIsNotConnectedInTime() throws Exception {
        try (var server = playing(connection -> {});
                var client = KieOnVertx.connectingBrieflyAt(
                        URI.create("https://localhost:" + server.url().getPort()))) {
            var start = System.nanoTime();

            assertThatThrownBy(() -> client.kie.connect(1).getFirst()).isInstanceOf(NotConnected.class);

            assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(10));
            await().atMost(Duration.ofSeconds(10)).until(() -> server.endedByClient() == 1);
            assertThat(server.requests()).isEmpty();
        }
    }

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

            assertThat(create(client.kie)).isEqualTo(inDoubt("no complete answer: TimeoutException"));

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
            assertThat(create(client.kie)).isEqualTo(inDoubt("no complete answer: TimeoutException"));
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

    @Test
    void aConnectionThatIsKnownToHaveDiedBeforeItsUseHasSentNothingAndIsNotReplaced() throws Exception {
        try (var server = answering(answer("200 OK", CREATED));
                var client = KieOnVertx.at(server.url());
                var connection = client.kie.connect(1).getFirst()) {
            await().atMost(Duration.ofSeconds(10)).until(() -> server.connections() == 1);
            server.closeConnections();
            await().atMost(Duration.ofSeconds(10)).until(() -> !((CreateConnection) connection).isOpen());

            assertThat(connection.create("main", CALL)).isInstanceOf(CreateOutcome.NotSent.class);
            assertThat(server.requests()).isEmpty();
            assertThat(server.connections()).isOne();
        }
    }

    @Test
    void nothingIsWrittenBeforeTheCreate() throws Exception {
        try (var server = answering(answer("200 OK", CREATED));
                var client = KieOnVertx.at(server.url())) {
            var connection = client.kie.connect(1).getFirst();
            connection.close();

            await().atMost(Duration.ofSeconds(10)).until(() -> server.endedByClient() == 1);
            assertThat(server.requests()).isEmpty();
            assertThat(connection.create("main", CALL)).isInstanceOf(CreateOutcome.NotSent.class);
            assertThat(server.connections()).isOne();
        }
    }

    @Test
    void aConnectionSendsOnce() throws Exception {
        try (var server = answering(answer("200 OK", CREATED));
                var client = KieOnVertx.at(server.url());
                var connection = client.kie.connect(1).getFirst()) {
            assertThat(connection.create("main", CALL)).isInstanceOf(CreateOutcome.Created.class);
            assertThat(connection.create("main", CALL)).isInstanceOf(CreateOutcome.InDoubt.class);
            connection.close();
            assertThat(connection.create("main", CALL)).isInstanceOf(CreateOutcome.InDoubt.class);
            assertThat(server.requests()).hasSize(1);
            assertThat(server.connections()).isOne();
        }
    }

    @Test
    void noCreateWaitsForAnother() throws Exception {
        try (var server = answering(answer("200 OK", CREATED));
                var client = KieOnVertx.at(server.url())) {
            List<Kie.Connection> connections = new ArrayList<>();
            for (int i = 0; i < 60; i++) {
                connections.add(client.kie.connect(1).getFirst());
            }
            await().atMost(Duration.ofSeconds(10)).until(() -> server.connections() == 60);
            assertThat(server.requests()).isEmpty();

            assertThat(connections)
                    .allSatisfy(connection ->
                            assertThat(connection.create("main", CALL)).isEqualTo(new CreateOutcome.Created("task_1")));
            assertThat(server.requests()).hasSize(60);
            assertThat(server.connections()).isEqualTo(60);
        }
    }

    @Test
    void anInterruptedSenderIsInDoubtAndStaysInterrupted() throws Exception {
        try (var server = playing(connection -> connection.getInputStream().read());
                var client = KieOnVertx.at(server.url());
                var connection = client.kie.connect(1).getFirst()) {
            var outcome = new CompletableFuture<CreateOutcome>();
            var interrupted = new CompletableFuture<Boolean>();
            var sender = Thread.ofVirtual().start(() -> {
                outcome.complete(connection.create("main", CALL));
                interrupted.complete(Thread.currentThread().isInterrupted());
            });
            await().atMost(Duration.ofSeconds(10)).until(() -> server.requests().size() == 1);
            sender.interrupt();

            assertThat(outcome.get(10, TimeUnit.SECONDS)).isInstanceOf(CreateOutcome.InDoubt.class);
            assertThat(interrupted.get(10, TimeUnit.SECONDS)).isTrue();
        }
    }

    @Test
    void anEventLoopIsRefusedInsteadOfBlocked() throws Exception {
        try (var client = KieOnVertx.at(ScriptedServer.closedPort())) {
            var refused = new CompletableFuture<Throwable>();
            client.vertx.runOnContext(ignored -> {
                try {
                    client.kie.connect(1).getFirst();
                } catch (NotConnected | IllegalStateException e) {
                    refused.complete(e);
                }
            });

            assertThat(refused.get(10, TimeUnit.SECONDS)).isInstanceOf(IllegalStateException.class);
        }
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
            CreateOutcome outcome = create(client.kie);
            assertThat(server.requests()).hasSize(1);
            assertThat(server.connections()).isOne();
            return outcome;
        }
    }

    private static CreateOutcome create(VertxKie kie) throws NotConnected {
        try (var connection = kie.connect(1).getFirst()) {
            return connection.create("main", CALL);
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
