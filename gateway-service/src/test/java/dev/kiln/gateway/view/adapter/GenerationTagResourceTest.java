package dev.kiln.gateway.view.adapter;

import static dev.kiln.gateway.Callers.GENERATIONS;
import static dev.kiln.gateway.Callers.acme;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.kiln.contract.GenerationIds;
import dev.kiln.gateway.Events;
import dev.kiln.gateway.GatewayTest;
import dev.kiln.gateway.TestTopics;
import io.restassured.response.Response;
import java.time.Duration;
import java.util.UUID;
import org.junit.jupiter.api.Test;

@GatewayTest
class GenerationTagResourceTest {

    private final Events events =
            Events.of(GenerationIds.ofRequest("acme", "/test", UUID.randomUUID().toString()));

    @Test
    void sendsNothingAgainUntilTheGenerationChanges() {
        TestTopics.publish(events.requested(), events.submitted(1));
        String tag = awaitStatus("running").header("ETag");

        Response same = read(tag);
        TestTopics.publish(events.succeeded(2));
        awaitStatus("succeeded");
        Response changed = read(tag);

        assertThat(same.statusCode()).isEqualTo(304);
        assertThat(same.header("ETag")).isEqualTo(tag);
        assertThat(same.asString()).isEmpty();
        assertThat(changed.statusCode()).isEqualTo(200);
        assertThat(changed.header("ETag")).isNotEqualTo(tag);
    }

    @Test
    void changesTheTagWhenTheTimeOfTheRequestComesLate() {
        TestTopics.publish(events.succeeded(2));
        String tag = awaitStatus("succeeded").header("ETag");

        TestTopics.publish(events.requested());

        await().atMost(Duration.ofSeconds(20)).until(() -> read(tag).statusCode(), status -> status == 200);
        assertThat(read(tag).jsonPath().getString("acceptedAt")).isNotBlank();
    }

    @Test
    void saysWhenToReadAgainWhileSomethingCanChange() {
        TestTopics.publish(events.requested());
        assertThat(Integer.parseInt(awaitStatus("accepted").header("Retry-After")))
                .isEqualTo(180);

        TestTopics.publish(events.succeeded(2));

        assertThat(awaitStatus("succeeded").header("Retry-After")).isNull();
    }

    private Response read(String tag) {
        return acme().header("If-None-Match", tag).get(GENERATIONS + "/" + events.id());
    }

    private Response awaitStatus(String status) {
        return await().atMost(Duration.ofSeconds(20))
                .pollInterval(Duration.ofMillis(100))
                .until(
                        () -> acme().get(GENERATIONS + "/" + events.id()),
                        answer -> status.equals(answer.jsonPath().get("status")));
    }
}
