package dev.kiln.k8s;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.net.URI;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Skipped, for all to see, where neither kubectl nor kustomize is on the path; the other tests then read the files alone. */
class OverlaysTest {
    private static final List<String> SERVICES =
            List.of("gateway-service", "dispatcher-service", "callback-service", "billing-service");

    @BeforeEach
    void aToolIsThere() {
        assumeTrue(Kustomize.isThere(), "neither kubectl nor kustomize is on the path");
    }

    @Test
    void theLocalOneNeedsNoOperatorAndHasEverySecretThatIsReferredTo() {
        var local = Rendering.overlay("local").orElseThrow();

        assertThat(local.manifests())
                .extracting(Manifest::kind)
                .doesNotContain("KafkaTopic", "KafkaUser", "ScaledObject", "ServiceMonitor");
        var there = local.ofKind("Secret")
                .flatMap(secret ->
                        secret.at("/data").propertyStream().map(entry -> secret.name() + "/" + entry.getKey()))
                .collect(Collectors.toSet());
        assertThat(local.withPods().flatMap(References::required))
                .allSatisfy(required -> assertThat(there).anyMatch(key -> key.startsWith(required)));
    }

    @Test
    void theProductionOneBringsNoSecretsAndRunsMoreThanOneOfEach() {
        var production = Rendering.overlay("production").orElseThrow();

        assertThat(production.ofKind("Secret")).extracting(Manifest::name).containsExactly("kafka-lag");
        for (var service : SERVICES) {
            assertThat(leastReplicas(production, service)).as(service).isGreaterThan(1);
        }
    }

    @Test
    void ofTwoThatCountReplicasOnlyOneDoes() {
        var production = Rendering.overlay("production").orElseThrow();

        for (var scaled : List.of("gateway-service", "callback-service", "dispatcher-service")) {
            assertThat(production.the("Deployment", scaled).at("/spec").has("replicas"))
                    .as(scaled)
                    .isFalse();
        }
    }

    @Test
    void kieIsToldTheAddressThatTheIngressServes() {
        var production = Rendering.overlay("production").orElseThrow();

        var settings = production
                .ofKind("ConfigMap")
                .filter(map -> map.name().startsWith("dispatcher-service-"))
                .findFirst()
                .orElseThrow();
        var told = URI.create(settings.at("/data/KILN_CALLBACK_PUBLIC_URL").asText());
        var rule = production.the("Ingress", "callback-service").at("/spec/rules/0");
        assertThat(told.getScheme()).isEqualTo("https");
        assertThat(told.getHost()).isEqualTo(rule.path("host").asText());
    }

    private static int leastReplicas(Rendering rendering, String service) {
        var fixed = rendering.the("Deployment", service).at("/spec/replicas").asInt(1);
        var byLoad = rendering.manifests().stream()
                .filter(manifest ->
                        manifest.at("/spec/scaleTargetRef/name").asText().equals(service))
                .mapToInt(scaler -> scaler.at("/spec/minReplicas")
                        .asInt(scaler.at("/spec/minReplicaCount").asInt()))
                .max();
        return byLoad.orElse(fixed);
    }
}
