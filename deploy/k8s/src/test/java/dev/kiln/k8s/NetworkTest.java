package dev.kiln.k8s;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Who may speak to whom. */
class NetworkTest {
    private static final String ALL = "dev.kiln.k8s.Rendering#all";
    /** The local overlay brings Kafka, PostgreSQL and Kie into the namespace; traces are tested by themselves. */
    private static final Set<String> ELSEWHERE = Set.of(
            "kafka",
            "topics",
            "postgres",
            "kie-simulator",
            "dispatcher-to-simulator",
            "simulator-to-callback",
            "traces");

    private static final String LEAVES = """
            dns to kubernetes.io/metadata.name=kube-system 53
            gateway-service from kiln.dev/ingress http
            gateway-service from kiln.dev/client http
            gateway-service from kiln.dev/monitoring management
            gateway-service to kiln.dev/kafka 9093
            gateway-service to kiln.dev/postgres 5432
            gateway-service to the-public-internet 443
            gateway-migration to kiln.dev/postgres 5432
            dispatcher-service from kiln.dev/monitoring management
            dispatcher-service to kiln.dev/kafka 9093
            dispatcher-service to kiln.dev/postgres 5432
            dispatcher-service to the-public-internet 443
            dispatcher-migration to kiln.dev/postgres 5432
            callback-service from kiln.dev/ingress http
            callback-service from kiln.dev/monitoring management
            callback-service to kiln.dev/kafka 9093
            billing-service from kiln.dev/client http
            billing-service from kiln.dev/monitoring management
            billing-service to kiln.dev/kafka 9093
            billing-service to kiln.dev/postgres 5432
            billing-migration to kiln.dev/postgres 5432
            """;

    /** IPv4 but for what RFC 6890 keeps for special purposes, and the global unicast addresses of IPv6. */
    private static final String THE_PUBLIC_INTERNET = """
            - ipBlock:
                cidr: 0.0.0.0/0
                except: [0.0.0.0/8, 10.0.0.0/8, 100.64.0.0/10, 127.0.0.0/8, 169.254.0.0/16, 172.16.0.0/12, 192.0.0.0/24,
                         192.168.0.0/16, 198.18.0.0/15, 224.0.0.0/3]
            - ipBlock: {cidr: "2000::/3"}
            """;

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
    @MethodSource("everywhere")
    void theseMaySpeakAndNobodyElse(Rendering rendering) {
        var leaves = rendering
                .ofKind("NetworkPolicy")
                .filter(policy -> !ELSEWHERE.contains(policy.name()))
                .flatMap(NetworkTest::leaves)
                .toList();

        assertThat(leaves).containsExactlyInAnyOrderElementsOf(LEAVES.lines().toList());
    }

    private static Stream<Rendering> everywhere() {
        return Stream.concat(Stream.of(Rendering.files()), Rendering.overlay("production").stream());
    }

    private static Stream<String> leaves(Manifest policy) {
        return Stream.concat(leaves(policy, "ingress", "from"), leaves(policy, "egress", "to"));
    }

    private static Stream<String> leaves(Manifest policy, String direction, String peers) {
        return Manifest.elements(policy.at("/spec/" + direction))
                .map(rule -> String.join(" ", policy.name(), peers, peers(rule.path(peers)), ports(rule)));
    }

    private static String ports(JsonNode rule) {
        return rule.has("ports")
                ? Manifest.elements(rule.path("ports"))
                        .map(port -> port.path("port").asText())
                        .distinct()
                        .collect(Collectors.joining(","))
                : "any-port";
    }

    /** What is not one of the known forms stands as it is, so that it is in no table. */
    private static String peers(JsonNode peers) {
        if (peers.isMissingNode() || peers.isEmpty()) {
            return "anybody";
        }
        if (peers.equals(Rendering.yaml(THE_PUBLIC_INTERNET))) {
            return "the-public-internet";
        }
        var labels = peers.at("/0/namespaceSelector/matchLabels");
        var isOneNamespace = peers.size() == 1 && peers.get(0).size() == 1 && labels.size() == 1 && labels.isObject();
        return isOneNamespace ? label(labels.properties().iterator().next()) : peers.toString();
    }

    private static String label(Map.Entry<String, JsonNode> label) {
        var value = label.getValue().asText();
        return value.equals("true") ? label.getKey() : label.getKey() + "=" + value;
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
