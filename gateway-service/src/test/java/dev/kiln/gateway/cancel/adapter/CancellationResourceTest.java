package dev.kiln.gateway.cancel.adapter;

import static dev.kiln.gateway.Callers.GENERATIONS;
import static dev.kiln.gateway.Callers.acme;
import static dev.kiln.gateway.Callers.globex;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.kiln.contract.CancellationRequested;
import dev.kiln.contract.CloudEventsCodec;
import dev.kiln.contract.Envelope;
import dev.kiln.contract.GenerationIds;
import dev.kiln.gateway.Events;
import dev.kiln.gateway.GatewayTest;
import dev.kiln.gateway.Requests;
import dev.kiln.gateway.TestTopics;
import io.quarkus.test.common.http.TestHTTPResource;
import io.restassured.response.Response;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

@GatewayTest
class CancellationResourceTest {

    @TestHTTPResource
    URI gateway;

    @Test
    void putsTheWishOnTheTopicBeforeItAnswers() {
        String id = acme().contentType("application/json")
                .body(Requests.banana().toString())
                .post(GENERATIONS)
                .jsonPath()
                .getString("id");

        Response answer = cancel(id);

        assertThat(answer.statusCode()).isEqualTo(202);
        assertThat(answer.jsonPath().getString("id")).isEqualTo(id);
        assertThat(answer.jsonPath().getString("status")).isEqualTo("accepted");
        assertThat(answer.header("Location")).isEqualTo(GENERATIONS + "/" + id);
        assertThat(wishes(id)).singleElement().satisfies(wish -> {
            assertThat(wish.source()).isEqualTo(Envelope.GATEWAY);
            assertThat(wish.tenantId()).isEqualTo("acme");
            assertThat(wish.event()).isEqualTo(new CancellationRequested(id));
        });
    }

    @Test
    void refusesWhatHasEnded() {
        Events events = Events.of(newId());
        TestTopics.publish(events.succeeded(2));
        awaitStatus(events.id(), "succeeded");

        Response answer = cancel(events.id());

        assertThat(answer.statusCode()).isEqualTo(409);
        assertThat(answer.jsonPath().getString("type")).isEqualTo("urn:kiln:problem:already-final");
        assertThat(answer.jsonPath().getString("detail")).isEqualTo("It is succeeded.");
        assertThat(wishes(events.id())).isEmpty();
    }

    @Test
    void hasNothingToCancelOfAnotherTenantOrNobody() {
        Events events = Events.of(newId());
        TestTopics.publish(events.submitted(1));
        awaitStatus(events.id(), "running");

        assertThat(globex().post(path(events.id())).statusCode()).isEqualTo(404);
        assertThat(cancel(newId()).statusCode()).isEqualTo(404);
        assertThat(cancel("gen_x").statusCode()).isEqualTo(404);
        assertThat(wishes(events.id())).isEmpty();
    }

    @Test
    void needsNoBodyAndReadsNone() throws Exception {
        Events events = Events.of(newId());
        TestTopics.publish(events.submitted(1));
        awaitStatus(events.id(), "running");

        for (var body : List.of(BodyPublishers.noBody(), BodyPublishers.ofString("{\"why\":\"no longer wanted\"}"))) {
            HttpRequest request = HttpRequest.newBuilder(gateway.resolve(path(events.id())))
                    .header("Authorization", "Bearer key-of-acme")
                    .POST(body)
                    .build();
            try (HttpClient client = HttpClient.newHttpClient()) {
                assertThat(client.send(request, BodyHandlers.ofString()).statusCode())
                        .isEqualTo(202);
            }
        }
    }

    private static Response cancel(String id) {
        return acme().post(path(id));
    }

    private static String path(String id) {
        return GENERATIONS + "/" + id + "/cancel";
    }

    private static List<Envelope> wishes(String id) {
        CloudEventsCodec codec = new CloudEventsCodec(TestTopics.prefix());
        return TestTopics.read(TestTopics.requests()).stream()
                .filter(record -> id.equals(record.key()))
                .map(record -> codec.read(record.headers(), record.value()))
                .filter(event -> event.event() instanceof CancellationRequested)
                .toList();
    }

    private static void awaitStatus(String id, String status) {
        await().atMost(Duration.ofSeconds(20))
                .until(
                        () -> (Object)
                                acme().get(GENERATIONS + "/" + id).jsonPath().get("status"),
                        status::equals);
    }

    private static String newId() {
        return GenerationIds.ofRequest("acme", "/test", UUID.randomUUID().toString());
    }
}
