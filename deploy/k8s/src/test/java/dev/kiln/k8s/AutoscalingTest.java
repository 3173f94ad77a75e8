package dev.kiln.k8s;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.kiln.contract.Topic;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** What adds replicas, and that it can. */
class AutoscalingTest {
    private static final String PREFIX = "kiln.";
    private static final int SLOTS_OF_AN_ACCOUNT = 20;

    /** The autoscaler leaves alone what is nearer to its aim than that. */
    private static final double TOLERANCE = 1.1;

    private final Manifest dispatcher = Rendering.files().the("ScaledObject", "dispatcher-service");

    @Test
    void theDispatcherGoesFromTwoToAsManyAsThereArePartitions() {
        assertThat(dispatcher.at("/spec/scaleTargetRef/name").asText()).isEqualTo("dispatcher-service");
        assertThat(dispatcher.at("/spec/minReplicaCount").asInt()).isEqualTo(2);
        assertThat(dispatcher.at("/spec/maxReplicaCount").asInt()).isEqualTo(Topic.GENERATION_REQUESTS.partitions());
        assertThat(dispatcher.at("/spec/fallback/replicas").asInt()).isBetween(2, 12);
        assertThat(dispatcher.at("/spec/fallback/failureThreshold").asInt()).isPositive();
    }

    @Test
    void theDispatcherGoesDownSlowlyByWhatHasAnEffectAboveNone() {
        var down = dispatcher.at("/spec/advanced/horizontalPodAutoscalerConfig/behavior/scaleDown");
        assertThat(down.path("stabilizationWindowSeconds").asInt()).isGreaterThanOrEqualTo(300);
        assertThat(dispatcher.at("/spec").has("cooldownPeriod")).isFalse();
        assertThat(dispatcher.at("/spec/triggers").toString()).doesNotContain("activation");
    }

    @Test
    void itsLagIsThatOfItsGroupOnTheRequests() {
        var lag = trigger("kafka");
        assertThat(lag.path("topic").asText()).isEqualTo(Topic.GENERATION_REQUESTS.qualifiedName(PREFIX));
        assertThat(new KilnService("dispatcher")
                        .properties()
                        .getProperty("mp.messaging.incoming.generation-requests.group.id")
                        .replace("${kiln.topics.prefix:kiln.}", PREFIX))
                .isEqualTo(lag.path("consumerGroup").asText());
    }

    @Test
    void freeSlotsAreAskedForByNamesThatTheDispatcherPromises() throws IOException {
        var promised = Files.readString(Rendering.ROOT.resolve("dispatcher-service/README.md"));
        var asked = Pattern.compile("kiln_[a-z_]+")
                .matcher(trigger("prometheus").path("query").asText())
                .results()
                .map(MatchResult::group);

        assertThat(asked).isNotEmpty().allSatisfy(name -> assertThat(promised).contains("| `" + name + "` |"));
    }

    @Test
    void mostSlotsOfOneAccountFreeWhileWorkWaitsAddAReplica() {
        var threshold = trigger("prometheus").path("threshold").asInt();
        var replicas = dispatcher.at("/spec/minReplicaCount").asInt();
        var most = SLOTS_OF_AN_ACCOUNT * 2 / 3;

        assertThat((double) most / (threshold * replicas)).isGreaterThan(TOLERANCE);
        assertThat(Math.ceilDiv(most, threshold)).isGreaterThan(replicas);
    }

    @Test
    void theDoorsGoByTheirCpu() {
        for (var name : List.of("gateway-service", "callback-service")) {
            var scaler = Rendering.files().the("HorizontalPodAutoscaler", name);
            assertThat(scaler.at("/spec/scaleTargetRef/kind").asText()).isEqualTo("Deployment");
            assertThat(scaler.at("/spec/scaleTargetRef/name").asText()).isEqualTo(name);
            assertThat(scaler.at("/spec/minReplicas").asInt()).isEqualTo(2);
            assertThat(scaler.at("/spec/maxReplicas").asInt()).isEqualTo(6);
            assertThat(Manifest.each(scaler.at("/spec/metrics")))
                    .singleElement()
                    .satisfies(metric -> {
                        assertThat(metric.at("/resource/name").asText()).isEqualTo("cpu");
                        assertThat(metric.at("/resource/target/averageUtilization")
                                        .asInt())
                                .isBetween(50, 80);
                    });
        }
    }

    private JsonNode trigger(String type) {
        return Manifest.elements(dispatcher.at("/spec/triggers"))
                .filter(trigger -> trigger.path("type").asText().equals(type))
                .findFirst()
                .orElseThrow()
                .path("metadata");
    }
}
