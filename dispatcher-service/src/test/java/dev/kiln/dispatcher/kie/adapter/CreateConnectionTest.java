package dev.kiln.dispatcher.kie.adapter;

import static dev.kiln.dispatcher.kie.adapter.ScriptedServer.answer;
import static dev.kiln.dispatcher.kie.adapter.ScriptedServer.answering;
import static org.assertj.core.api.Assertions.assertThat;

import dev.kiln.dispatcher.kie.ApiKey;
import dev.kiln.dispatcher.kie.CreateCall;
import dev.kiln.dispatcher.kie.CreateOutcome;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.RequestOptions;
import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class CreateConnectionTest {

    private static final CreateCall CALL =
            new CreateCall("/api/v1/jobs/createTask", "{}".getBytes(StandardCharsets.UTF_8));

    /** On starved processors a thread may stand still wherever it is. */
    @Test
    void anAnswerThatIsThereBeforeItsSenderGoesOnIsHeard() throws Exception {
        Vertx vertx = Vertx.vertx(new VertxOptions().setEventLoopPoolSize(1));
        try (var server = answering(answer("200 OK", "{\"code\":200,\"data\":{\"taskId\":\"task_1\"}}"))) {
            KieSettings settings =
                    new KieSettings(server.url(), KieOnVertx.LONG, KieOnVertx.LONG, KieOnVertx.LONG, "Kiln/0.1 (test)");
            HttpClientRequest request = Waits.await(
                    KieClients.forCreates(vertx, settings)
                            .request(new RequestOptions()
                                    .setMethod(HttpMethod.POST)
                                    .setHost("localhost")
                                    .setPort(settings.port())),
                    KieOnVertx.LONG);

            CreateConnection connection = new CreateConnection(
                    standingStillAfterItsSend(vertx, request), settings, Map.of("main", new ApiKey("key-1")));

            assertThat(connection.create("main", CALL)).isEqualTo(new CreateOutcome.Created("task_1"));
        } finally {
            vertx.close().toCompletionStage().toCompletableFuture().get(10, TimeUnit.SECONDS);
        }
    }

    /** Whoever sends with it goes on when the answer has come, and all that came with it. */
    private static HttpClientRequest standingStillAfterItsSend(Vertx vertx, HttpClientRequest request) {
        return (HttpClientRequest) Proxy.newProxyInstance(
                HttpClientRequest.class.getClassLoader(),
                new Class<?>[] {HttpClientRequest.class},
                (proxy, method, arguments) -> {
                    Object result = method.invoke(request, arguments);
                    if (List.of("send", "end").contains(method.getName())) {
                        Waits.await(request.response(), KieOnVertx.LONG);
                        Promise<Void> turn = Promise.promise();
                        vertx.runOnContext(turn::complete);
                        Waits.await(turn.future(), KieOnVertx.LONG);
                    }
                    return result == request ? proxy : result;
                });
    }
}
