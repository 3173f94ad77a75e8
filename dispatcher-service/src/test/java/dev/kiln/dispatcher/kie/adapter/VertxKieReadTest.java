package dev.kiln.dispatcher.kie.adapter;

import static dev.kiln.dispatcher.kie.adapter.ScriptedServer.answer;
import static dev.kiln.dispatcher.kie.adapter.ScriptedServer.answering;
import static dev.kiln.dispatcher.kie.adapter.ScriptedServer.playing;
import static dev.kiln.dispatcher.kie.adapter.ScriptedServer.write;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.kiln.catalog.Family;
import dev.kiln.contract.Cause;
import dev.kiln.contract.Credits;
import dev.kiln.contract.Reason;
import dev.kiln.dispatcher.kie.Balance;
import dev.kiln.dispatcher.kie.TaskRecord;
import dev.kiln.dispatcher.kie.TaskResult;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Timeout(60)
class VertxKieReadTest {

    private static final String DONE = "{\"code\":200,\"msg\":\"success\",\"data\":{\"state\":\"success\","
            + "\"successFlag\":1,\"response\":{\"resultUrls\":[\"https://x.example/a.png\"]},\"creditsConsumed\":2.8}}";

    @ParameterizedTest
    @CsvSource({
        "JOBS,/api/v1/jobs/recordInfo",
        "VEO,/api/v1/veo/record-info",
        "FLUX_KONTEXT,/api/v1/flux/kontext/record-info"
    })
    void readsARecordOnItsFamilysPathWithKilnsOwnHeadersAlone(Family family, String path) throws Exception {
        try (var server = answering(answer("200 OK", DONE));
                var client = KieOnVertx.at(server.url())) {
            assertThat(client.read("other", family, "a/b c"))
                    .isEqualTo(new TaskRecord.Finished(
                            new TaskResult.Succeeded(List.of("https://x.example/a.png"), Credits.of("2.8"))));

            assertThat(server.requests()).singleElement().satisfies(request -> {
                assertThat(request.line()).isEqualTo("GET " + path + "?taskId=a%2Fb+c HTTP/1.1");
                assertThat(request.headers())
                        .containsOnlyKeys("host", "authorization", "user-agent", "accept", "accept-encoding")
                        .containsEntry("authorization", "Bearer key-2")
                        .containsEntry("user-agent", "Kiln/0.1 (test)");
            });
        }
    }

    @Test
    void readsABalance() throws Exception {
        try (var server = answering(answer("200 OK", "{\"code\":200,\"msg\":\"success\",\"data\":5916.25}"));
                var client = KieOnVertx.at(server.url())) {
            assertThat(client.kie.balance("main")).isEqualTo(new Balance.Known(Credits.of("5916.25")));
            assertThat(server.requests()).singleElement().satisfies(request -> {
                assertThat(request.line()).isEqualTo("GET /api/v1/chat/credit HTTP/1.1");
                assertThat(request.headers())
                        .containsOnlyKeys("host", "authorization", "user-agent", "accept", "accept-encoding");
            });
        }
    }

    @Test
    void aCutAnswerIsReadAgainLater() throws Exception {
        isUnanswered(connection -> write(connection, answer("200 OK", DONE).replace("Length: ", "Length: 1")));
        isUnreadable(connection -> write(connection, "HTTP/1.1 200 OK\r\n\r\n" + DONE.substring(0, 60)));
        isUnanswered(connection ->
                write(connection, "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n" + "ff\r\n" + DONE));
        isUnanswered(ScriptedServer::reset);
        isUnanswered(connection -> {});
    }

    @Test
    void aPageOfAGatewayIsReadAgainLater() throws Exception {
        isUnreadable(connection -> write(connection, answer("502 Bad Gateway", "<html>")));
        isUnreadable(connection -> write(connection, answer("302 Found\r\nLocation: /elsewhere", "")));
    }

    @Test
    void anAnswerBeyondTheCapIsReadAgainLater() throws Exception {
        isUnanswered(connection -> write(connection, answer("200 OK", DONE + " ".repeat(1100 * 1024))));
    }

    @Test
    void anEndlessAnswerIsGivenUp() throws Exception {
        var ended = new CompletableFuture<Void>();
        try (var server = playing(connection -> {
                    try {
                        write(connection, "HTTP/1.1 200 OK\r\n\r\n");
                        while (true) {
                            write(connection, " ".repeat(64 * 1024));
                        }
                    } catch (IOException e) {
                        ended.complete(null);
                    }
                });
                var client = KieOnVertx.impatientAt(server.url())) {
            assertThat(client.read("main", Family.JOBS, "t"))
                    .isEqualTo(new TaskRecord.Unanswered(new Cause(Reason.UNREADABLE, "no complete answer: TooLong")));
            ended.get(20, TimeUnit.SECONDS);
        }
    }

    @Test
    void silenceIsReadAgainLater() throws Exception {
        try (var server = playing(connection -> connection.getInputStream().read());
                var client = KieOnVertx.impatientAt(server.url())) {
            assertThat(client.read("main", Family.VEO, "t")).isInstanceOf(TaskRecord.Unanswered.class);
            assertThat(client.kie.balance("main")).isInstanceOf(Balance.Unreadable.class);
            assertThat(server.requests()).hasSize(2);
        }
    }

    @Test
    void aRefusedConnectionIsReadAgainLater() throws Exception {
        try (var client = KieOnVertx.at(ScriptedServer.closedPort())) {
            assertThat(client.read("main", Family.JOBS, "t")).isInstanceOf(TaskRecord.Unanswered.class);
            assertThat(client.kie.balance("main")).isInstanceOf(Balance.Unreadable.class);
        }
    }

    @Test
    void aRefusedKeyStopsTheAccount() throws Exception {
        try (var server = answering(answer("200 OK", "{\"code\":401,\"msg\":\"Unauthorized\"}"));
                var client = KieOnVertx.at(server.url())) {
            assertThat(client.read("main", Family.JOBS, "t"))
                    .isEqualTo(new TaskRecord.AccountStopped(new Cause(Reason.UNAUTHORIZED, "Unauthorized")));
            assertThat(client.kie.balance("main"))
                    .isEqualTo(new Balance.AccountStopped(new Cause(Reason.UNAUTHORIZED, "Unauthorized")));
        }
    }

    @Test
    void anAccountWithoutAKeySendsNothing() throws Exception {
        try (var server = answering(answer("200 OK", DONE));
                var client = KieOnVertx.at(server.url())) {
            assertThat(client.read("stranger", Family.JOBS, "t")).isInstanceOf(TaskRecord.AccountStopped.class);
            assertThat(client.kie.balance("stranger")).isInstanceOf(Balance.AccountStopped.class);
            assertThat(server.connections()).isZero();
        }
    }

    @Test
    void readsGoOnWhileOthersHang() throws Exception {
        try (var server = playing(connection -> connection.getInputStream().read());
                var client = KieOnVertx.impatientAt(server.url())) {
            var readers = IntStream.range(0, 8)
                    .mapToObj(i -> CompletableFuture.supplyAsync(
                            () -> client.read("main", Family.JOBS, "t" + i),
                            command -> Thread.ofVirtual().start(command)))
                    .toList();

            await().atMost(Duration.ofSeconds(10)).until(() -> server.requests().size() == 8);
            assertThat(readers)
                    .allSatisfy(reader ->
                            assertThat(reader.get(10, TimeUnit.SECONDS)).isInstanceOf(TaskRecord.Unanswered.class));
        }
    }

    private static void isUnreadable(ScriptedServer.Script script) throws Exception {
        isReadAs(TaskRecord.Unreadable.class, script);
    }

    private static void isUnanswered(ScriptedServer.Script script) throws Exception {
        isReadAs(TaskRecord.Unanswered.class, script);
    }

    private static void isReadAs(Class<? extends TaskRecord> record, ScriptedServer.Script script) throws Exception {
        try (var server = playing(script);
                var client = KieOnVertx.at(server.url())) {
            assertThat(client.read("main", Family.JOBS, "t")).isInstanceOf(record);
            assertThat(server.requests()).hasSize(1);
        }
    }
}
