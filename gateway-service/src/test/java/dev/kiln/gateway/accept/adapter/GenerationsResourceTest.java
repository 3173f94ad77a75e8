package dev.kiln.gateway.accept.adapter;

import static dev.kiln.gateway.Callers.GENERATIONS;
import static dev.kiln.gateway.Callers.acme;
import static org.assertj.core.api.Assertions.assertThat;

import dev.kiln.contract.CloudEventsCodec;
import dev.kiln.contract.Envelope;
import dev.kiln.contract.GenerationRequested;
import dev.kiln.contract.Lane;
import dev.kiln.gateway.GatewayTest;
import dev.kiln.gateway.Requests;
import dev.kiln.gateway.TestTopics;
import io.restassured.path.json.JsonPath;
import io.restassured.response.Response;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;

@GatewayTest
class GenerationsResourceTest {

    @Test
    void answersWithIdQuoteHoldAndLink() {
        var body = Requests.kling().put("reference", "order-1");
        body.putObject("metadata").put("shop", "7");

        Response answer = post(body.toString());

        assertThat(answer.statusCode()).isEqualTo(202);
        JsonPath json = answer.jsonPath();
        String id = json.getString("id");
        assertThat(answer.header("Location")).isEqualTo(GENERATIONS + "/" + id);
        assertThat(json.getMap("$"))
                .containsExactlyInAnyOrderEntriesOf(Map.of(
                        "id",
                        id,
                        "status",
                        "accepted",
                        "model",
                        Requests.KLING,
                        "reference",
                        "order-1",
                        "metadata",
                        Map.of("shop", "7"),
                        "quote",
                        "42",
                        "hold",
                        "42",
                        "links",
                        Map.of("self", GENERATIONS + "/" + id)));
    }

    @Test
    void hasPutTheRequestOnTheTopicBeforeItAnswers() {
        Instant expiresAt = Instant.now().plus(2, ChronoUnit.HOURS).truncatedTo(ChronoUnit.SECONDS);
        var body = Requests.banana().put("lane", "batch").put("expiresAt", expiresAt.toString());

        String id = post(body.toString()).jsonPath().getString("id");

        ConsumerRecord<String, byte[]> record = TestTopics.read(TestTopics.requests()).stream()
                .filter(candidate -> id.equals(candidate.key()))
                .findFirst()
                .orElseThrow();
        Envelope event = new CloudEventsCodec(TestTopics.prefix()).read(record.headers(), record.value());
        assertThat(event.id()).isEqualTo(id);
        assertThat(event.source()).isEqualTo(Envelope.GATEWAY);
        assertThat(event.tenantId()).isEqualTo("acme");
        assertThat(event.event()).isInstanceOfSatisfying(GenerationRequested.class, requested -> {
            assertThat(requested.generationId()).isEqualTo(id);
            assertThat(requested.model()).isEqualTo(Requests.BANANA);
            assertThat(requested.input()).isEqualTo(body.get("input"));
            assertThat(requested.lane()).isEqualTo(Lane.BATCH);
            assertThat(requested.expiresAt()).isEqualTo(expiresAt);
            assertThat(requested.catalogRevision()).isNotBlank();
        });
    }

    @Test
    void makesAnotherGenerationOfTheSameBody() {
        String body = Requests.banana().toString();

        assertThat(post(body).jsonPath().getString("id"))
                .isNotEqualTo(post(body).jsonPath().getString("id"));
    }

    @Test
    void takesAContentTypeWithItsCharset() {
        Response answer = acme().contentType("application/json; charset=utf-8")
                .body(Requests.banana().toString())
                .post(GENERATIONS);

        assertThat(answer.statusCode()).isEqualTo(202);
    }

    private static Response post(String body) {
        return acme().contentType("application/json").body(body).post(GENERATIONS);
    }
}
