package dev.kiln.dispatcher.kie.adapter;

import static dev.kiln.dispatcher.kie.adapter.KieOnVertx.CALL;
import static dev.kiln.dispatcher.kie.adapter.KieOnVertx.CREATED;
import static dev.kiln.dispatcher.kie.adapter.ScriptedServer.answer;
import static dev.kiln.dispatcher.kie.adapter.ScriptedServer.answering;
import static dev.kiln.dispatcher.kie.adapter.ScriptedServer.playing;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.kiln.dispatcher.kie.CreateOutcome;
import dev.kiln.dispatcher.kie.Kie;
import dev.kiln.dispatcher.kie.NotConnected;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** How creates are sent, each once and on a connection of its own; {@link VertxKieAnswersTest} has what comes back. */
@Timeout(60)
class VertxKieCreateTest {

    @Test
    void createsATaskByOneRequestWithKilnsOwnHeadersAlone() throws Exception {
        try (var server = answering(answer("200 OK", CREATED));
                var client = KieOnVertx.at(server.url())) {
            assertThat(client.create()).isEqualTo(new CreateOutcome.Created("task_1"));

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
            client.create();
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
}
