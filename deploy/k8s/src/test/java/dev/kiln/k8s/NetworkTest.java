package dev.kiln.k8s;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Who may speak to whom. */
class NetworkTest {
    private static final String ALL = "dev.kiln.k8s.Rendering#all";

    @ParameterizedTest
    @MethodSource(ALL)
    void nobodySpeaksWithoutLeave(Rendering rendering) {
        var denial = rendering.the("NetworkPolicy", "default-deny");

        assertThat(denial.at("/spec/podSelector")).isEmpty();
        assertThat(Manifest.each(denial.at("/spec/policyTypes")))
                .extracting(JsonNode::asText)
                .containsExactlyInAnyOrder("Ingress", "Egress");
        assertThat(denial.at("/spec").has("ingress")).isFalse();
        assertThat(denial.at("/spec").has("egress")).isFalse();
    }

    @ParameterizedTest
    @MethodSource(ALL)
    void theDispatcherAndTheGatewayAloneReachTheWorldAndOnlyItsPublicPart(Rendering rendering) {
        var outward = rendering
                .ofKind("NetworkPolicy")
                .filter(policy -> policy.at("/spec/egress").toString().contains("ipBlock"))
                .toList();

        assertThat(outward)
                .extracting(Manifest::name)
                .containsExactlyInAnyOrder("gateway-service", "dispatcher-service");
        assertThat(outward).allSatisfy(policy -> {
            var rule = Manifest.elements(policy.at("/spec/egress"))
                    .filter(egress -> egress.toString().contains("ipBlock"))
                    .findFirst()
                    .orElseThrow();
            assertThat(Manifest.each(rule.path("ports")))
                    .extracting(port -> port.path("port").asInt())
                    .containsExactly(443);
            assertThat(Manifest.each(rule.at("/to/0/ipBlock/except")))
                    .extracting(JsonNode::asText)
                    .contains("10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16", "169.254.0.0/16", "127.0.0.0/8");
        });
    }

    @ParameterizedTest
    @MethodSource(ALL)
    void onlyTheDatabasesOfServicesThatHaveOneAreReached(Rendering rendering) {
        var reachPostgres = rendering
                .ofKind("NetworkPolicy")
                .filter(policy -> policy.at("/spec/egress").toString().contains("5432"))
                .map(Manifest::name)
                .collect(Collectors.toSet());

        assertThat(reachPostgres)
                .containsExactlyInAnyOrder(
                        "gateway-service",
                        "dispatcher-service",
                        "billing-service",
                        "gateway-migration",
                        "dispatcher-migration",
                        "billing-migration");
    }

    @ParameterizedTest
    @MethodSource(ALL)
    void theWorldReachesGatewayAndCallbackAloneAndOfTheCallbackOnlyKiesPath(Rendering rendering) {
        var ingresses = rendering.ofKind("Ingress").toList();

        assertThat(ingresses)
                .extracting(Manifest::name)
                .containsExactlyInAnyOrder("gateway-service", "callback-service");
        var callback = rendering.the("Ingress", "callback-service");
        assertThat(paths(callback)).containsExactly("/v1/kie/");
        assertThat(paths(rendering.the("Ingress", "gateway-service")))
                .allMatch(path -> path.equals("/v1/") || path.equals("/q/openapi"));
        assertThat(callback.at("/metadata/annotations").toString())
                .contains("\"nginx.ingress.kubernetes.io/enable-access-log\":\"false\"")
                .contains("\"traefik.ingress.kubernetes.io/router.observability.accesslogs\":\"false\"");
    }

    @ParameterizedTest
    @MethodSource(ALL)
    void theNamespaceRefusesPodsOfMoreRights(Rendering rendering) {
        assertThat(rendering
                        .the("Namespace", "kiln")
                        .node()
                        .path("metadata")
                        .path("labels")
                        .path("pod-security.kubernetes.io/enforce")
                        .asText())
                .isEqualTo("restricted");
    }

    private static List<String> paths(Manifest ingress) {
        return Manifest.elements(ingress.at("/spec/rules"))
                .flatMap(rule -> Manifest.elements(rule.at("/http/paths")))
                .map(path -> path.path("path").asText())
                .toList();
    }
}
