package dev.kiln.gateway.view.adapter;

import static dev.kiln.gateway.Callers.GENERATIONS;
import static dev.kiln.gateway.Callers.acme;
import static dev.kiln.gateway.Callers.globex;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.kiln.contract.Envelope;
import dev.kiln.contract.GenerationIds;
import dev.kiln.gateway.Events;
import dev.kiln.gateway.GatewayTest;
import dev.kiln.gateway.Requests;
import dev.kiln.gateway.TestTopics;
import dev.kiln.gateway.identity.MintedIds;
import io.restassured.path.json.JsonPath;
import io.restassured.response.Response;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import org.eclipse.microprofile.config.ConfigProvider;
import org.junit.jupiter.api.Test;

@GatewayTest
class GenerationResourceTest {

    @Test
    void showsAGenerationFromItsAcceptanceOn() {
        String id = acme().contentType("application/json")
                .body(Requests.banana().toString())
                .post(GENERATIONS)
                .jsonPath()
                .getString("id");

        assertThat(read(id).getString("status")).isEqualTo("accepted");
        JsonPath shown = awaitField(id, "model", Requests.BANANA);
        assertThat(shown.getString("status")).isEqualTo("accepted");
        assertThat((Object) shown.get("quote")).isEqualTo("4");
        assertThat(shown.getString("acceptedAt")).isNotBlank();
    }

    @Test
    void showsEverythingOfASuccess() {
        Events events = Events.of(newId());

        TestTopics.publish(events.requested(), events.submitted(1), events.succeeded(2));

        JsonPath shown = awaitField(events.id(), "status", "succeeded");
        assertThat(shown.getMap("$"))
                .containsExactlyInAnyOrderEntriesOf(Map.ofEntries(
                        Map.entry("id", events.id()),
                        Map.entry("status", "succeeded"),
                        Map.entry("attempt", 1),
                        Map.entry("model", Requests.KLING),
                        Map.entry("reference", "order-1"),
                        Map.entry("metadata", Map.of("shop", "7")),
                        Map.entry("quote", "42"),
                        Map.entry("hold", "42"),
                        Map.entry("charge", Map.of("credits", "41.5", "basis", "reported")),
                        Map.entry(
                                "assets",
                                List.of(Map.of(
                                        "url", "https://results.example.com/1.mp4",
                                        "kind", "video",
                                        "expiresAt", Events.EXPIRES.toString()))),
                        Map.entry("acceptedAt", Events.ASKED.toString()),
                        Map.entry("submittedAt", Events.SUBMITTED.toString()),
                        Map.entry("completedAt", Events.COMPLETED.toString()),
                        Map.entry("links", Map.of("self", GENERATIONS + "/" + events.id()))));
    }

    @Test
    void showsWhyAGenerationFailedWithItsFaults() {
        Events events = Events.of(newId());

        TestTopics.publish(events.refused(1));

        JsonPath shown = awaitField(events.id(), "status", "failed");
        assertThat(shown.getString("failure.reason")).isEqualTo("INVALID_INPUT");
        assertThat(shown.getBoolean("failure.retryable")).isFalse();
        assertThat(shown.getBoolean("failure.billed")).isFalse();
        assertThat(shown.getString("faults[0].pointer")).isEqualTo("/input/duration");
        assertThat((Object) shown.get("charge")).isNull();
    }

    @Test
    void comesToTheSameViewInWhateverOrderAndHoweverOftenEventsCome() {
        Events last = Events.of(newId());
        Random random = new Random(5);
        List<String> ids = new ArrayList<>();
        for (int i = 0; i < 12; i++) {
            Events events = Events.of(newId());
            ids.add(events.id());
            List<Envelope> life = new ArrayList<>(List.of(
                    events.requested(),
                    events.inDoubt(1),
                    events.submitted(2),
                    events.succeeded(3),
                    events.succeeded(3)));
            Collections.shuffle(life, random);
            life.forEach(TestTopics::publish);
        }
        TestTopics.publish(last.requested());
        awaitField(last.id(), "status", "accepted");

        for (String id : ids) {
            JsonPath shown = awaitField(id, "acceptedAt", Events.ASKED.toString());
            assertThat(awaitField(id, "status", "succeeded").getString("charge.credits"))
                    .isEqualTo("41.5");
            assertThat(shown.getString("model")).isEqualTo(Requests.KLING);
        }
    }

    @Test
    void showsEachStepOnTheWay() {
        Events uncertain = Events.of(newId());
        Events parked = Events.of(newId());
        Events requeued = Events.of(newId());
        Events canceled = Events.of(newId());

        TestTopics.publish(uncertain.inDoubt(1), parked.parked(2), requeued.requeued(2), canceled.canceled(2));

        awaitField(uncertain.id(), "status", "uncertain");
        awaitField(parked.id(), "status", "parked");
        awaitField(requeued.id(), "status", "accepted");
        JsonPath shown = awaitField(canceled.id(), "status", "canceled");
        assertThat(shown.getString("charge.credits")).isEqualTo("41.5");
        assertThat((Object) shown.get("assets")).isNull();
    }

    @Test
    void showsARequestByTopicUnderTheIdThatItsSenderCanCompute() {
        String eventId = UUID.randomUUID().toString();

        TestTopics.publish(Events.byTopic("/shop", eventId));

        awaitField(GenerationIds.ofRequest("acme", "/shop", eventId), "status", "accepted");
    }

    @Test
    void hasNoGenerationOfAnotherTenant() {
        Events events = Events.of(newId());
        TestTopics.publish(events.succeeded(2));
        awaitField(events.id(), "status", "succeeded");

        Response answer = globex().get(GENERATIONS + "/" + events.id());

        assertThat(answer.statusCode()).isEqualTo(404);
        assertThat(answer.asString())
                .isEqualTo(globex().get(GENERATIONS + "/" + newId()).asString());
    }

    @Test
    void hasNoGenerationOfAnotherTenantThatWasJustAccepted() {
        String id = acme().contentType("application/json")
                .body(Requests.banana().toString())
                .post(GENERATIONS)
                .jsonPath()
                .getString("id");

        assertThat(globex().get(GENERATIONS + "/" + id).statusCode()).isEqualTo(404);
    }

    @Test
    void hasNothingUnderIdsThatAreNone() {
        assertThat(acme().get(GENERATIONS + "/" + newId()).statusCode()).isEqualTo(404);
        assertThat(acme().urlEncodingEnabled(false)
                        .get(GENERATIONS + "/gen_%00")
                        .statusCode())
                .isEqualTo(404);
        assertThat(acme().get(GENERATIONS + "/gen_x").statusCode()).isEqualTo(404);
        assertThat(acme().get(GENERATIONS + "/" + "x".repeat(500)).statusCode()).isEqualTo(404);
    }

    @Test
    void deniesAnIdOfItsOwnWhoseRequestNeverCame() {
        Clock past = Clock.offset(Clock.systemUTC(), Duration.ofSeconds(-8));
        String id = new MintedIds(tagKey(), past, new Random()).mint("acme").id();

        assertThat(read(id).getString("status")).isEqualTo("accepted");
        await().atMost(Duration.ofSeconds(20))
                .pollInterval(Duration.ofMillis(200))
                .until(() -> acme().get(GENERATIONS + "/" + id).statusCode(), status -> status == 404);
    }

    private static String tagKey() {
        return ConfigProvider.getConfig().getValue("kiln.ids.tag-key", String.class);
    }

    /** Well formed, and minted by nobody. */
    private static String newId() {
        return GenerationIds.ofRequest("acme", "/test", UUID.randomUUID().toString());
    }

    private static JsonPath read(String id) {
        return acme().get(GENERATIONS + "/" + id).jsonPath();
    }

    private static JsonPath awaitField(String id, String field, String value) {
        return await().atMost(Duration.ofSeconds(20))
                .pollInterval(Duration.ofMillis(100))
                .until(() -> read(id), shown -> value.equals(shown.get(field)));
    }
}
