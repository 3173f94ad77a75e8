package dev.kiln.dispatcher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import dev.kiln.backends.BackendsTestResource;
import dev.kiln.contract.ContractJson;
import dev.kiln.contract.Topic;
import dev.kiln.dispatcher.intake.adapter.IncomingChannels;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.Test;

/** What the whole service says of its health. */
@QuarkusTest
@QuarkusTestResource(BackendsTestResource.class)
@QuarkusTestResource(KieStandIn.class)
class HealthTest {

    private static final Duration DEADLINE = Duration.ofSeconds(20);

    @ConfigProperty(name = "kiln.topics.prefix")
    String prefix;

    @TestHTTPResource(management = true)
    URI management;

    @Test
    void livenessIsAboutBeingStuckAloneAndNoChannelHasAWord() {
        assertThat(checks("/q/health/live")).contains("consumes what waits");
        assertThat(json("/q/health/live").toString()).doesNotContain(IncomingChannels.NAMES);
        assertThat(json("/q/health/ready").toString()).contains(IncomingChannels.NAMES);
    }

    @Test
    void readinessSaysWhetherItStopsAndWhetherTheBrokerAndTheDatabaseAnswer() {
        await().atMost(DEADLINE)
                .untilAsserted(() -> assertThat(checks("/q/health/ready"))
                        .contains("is not stopping", "SmallRye Reactive Messaging - readiness check")
                        .anyMatch(name -> name.contains("PostgreSQL")));
    }

    @Test
    void theLagOfEveryTopicIsKnown() {
        String metrics = management.resolve("/q/metrics").toString();
        await().atMost(DEADLINE)
                .untilAsserted(() -> assertThat(RestAssured.get(metrics).asString())
                        .contains("kiln_dispatcher_lag{topic=\"" + Topic.GENERATION_REQUESTS.qualifiedName(prefix))
                        .contains("kiln_dispatcher_lag{topic=\"" + Topic.TASK_COMPLETIONS.qualifiedName(prefix))
                        .contains("kiln_dispatcher_stuck_seconds 0.0"));
    }

    /** The names of those that are up. */
    private List<String> checks(String path) {
        List<String> names = new ArrayList<>();
        for (JsonNode check : json(path).path("checks")) {
            if (check.path("status").textValue().equals("UP")) {
                names.add(check.path("name").textValue());
            }
        }
        return names;
    }

    private JsonNode json(String path) {
        try {
            return ContractJson.mapper()
                    .readTree(RestAssured.get(management.resolve(path)).asString());
        } catch (JsonProcessingException e) {
            throw new AssertionError(e);
        }
    }
}
