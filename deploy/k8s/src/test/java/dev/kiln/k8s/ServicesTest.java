package dev.kiln.k8s;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What the manifests say of the four services, against what these say of themselves. */
class ServicesTest {
    private static final String ALL = "dev.kiln.k8s.Rendering#all";

    /** Those of quarkus-smallrye-health. */
    private static final Map<String, String> PROBES = Map.of(
            "startupProbe", "/q/health/started",
            "livenessProbe", "/q/health/live",
            "readinessProbe", "/q/health/ready");

    @ParameterizedTest
    @MethodSource(ALL)
    void areAskedForTheirHealthWhereTheyTellIt(Rendering rendering) {
        services().forEach(service -> {
            var container = container(rendering, service);
            assertThat(service.pom()).contains("quarkus-smallrye-health");
            PROBES.forEach((probe, path) -> {
                assertThat(container.path(probe).at("/httpGet/path").asText()).isEqualTo(path);
                assertThat(container.path(probe).at("/httpGet/port").asText()).isEqualTo("management");
            });
            assertThat(port(container, "management")).isEqualTo(service.managementPort());
        });
    }

    @ParameterizedTest
    @MethodSource(ALL)
    void areReachedAtTheirOwnPorts(Rendering rendering) {
        services().forEach(service -> {
            var container = container(rendering, service);
            var ports = Manifest.each(rendering.the("Service", service.name()).at("/spec/ports"));
            assertThat(ports).allSatisfy(port -> {
                assertThat(port.path("targetPort").asText())
                        .isEqualTo(port.path("name").asText());
                assertThat(port.path("port").asInt())
                        .isEqualTo(port(container, port.path("name").asText()));
            });
            if (port(container, "http") != 0) {
                assertThat(port(container, "http")).isEqualTo(service.httpPort());
            }
        });
    }

    @ParameterizedTest
    @MethodSource(ALL)
    void haveTimeToFinish(Rendering rendering) {
        services().forEach(service -> {
            var grace = Duration.ofSeconds(rendering
                    .the("Deployment", service.name())
                    .at("/spec/template/spec/terminationGracePeriodSeconds")
                    .asInt());
            var before = Duration.ofSeconds(container(rendering, service)
                    .at("/lifecycle/preStop/sleep/seconds")
                    .asInt());
            assertThat(before).isPositive();
            assertThat(grace).isGreaterThanOrEqualTo(before.plus(service.longestStop()));
        });
    }

    @ParameterizedTest
    @MethodSource(ALL)
    void areSpreadAndNotTakenAwayTogether(Rendering rendering) {
        services().forEach(service -> {
            var deployment = rendering.the("Deployment", service.name());
            assertThat(Manifest.each(deployment.pod().path("topologySpreadConstraints")))
                    .extracting(constraint -> constraint.path("topologyKey").asText())
                    .containsExactlyInAnyOrder("topology.kubernetes.io/zone", "kubernetes.io/hostname");
            var budget = rendering.the("PodDisruptionBudget", service.name());
            assertThat(budget.at("/spec/maxUnavailable").asInt()).isEqualTo(1);
            assertThat(budget.at("/spec/selector/matchLabels")).isEqualTo(deployment.at("/spec/selector/matchLabels"));
        });
    }

    @ParameterizedTest
    @MethodSource(ALL)
    void areMigratedByTheOwnerOfTheTablesAndThemselvesAreNot(Rendering rendering) {
        for (var database : List.of("gateway", "dispatcher", "billing")) {
            var job = rendering.the("Job", database + "-migration").containers().getFirst();
            var service = rendering
                    .the("Deployment", database + "-service")
                    .containers()
                    .getFirst();
            assertThat(value(job, "QUARKUS_INIT_AND_EXIT")).isEqualTo("true");
            assertThat(value(job, "QUARKUS_DATASOURCE_USERNAME")).isEqualTo(database + "_owner");
            assertThat(job.path("image")).isEqualTo(service.path("image"));
            assertThat(job.toString()).contains(database + "-service-database-owner");
            assertThat(service.toString()).doesNotContain("-owner");
        }
    }

    /** Whose keys a service asks for in its configuration, of them it is given all, and nobody else is given any. */
    @ParameterizedTest
    @MethodSource(ALL)
    void knowTheKeysOfThoseWhoMayAskThem(Rendering rendering) {
        services().forEach(service -> {
            var settings = new Settings(service);
            var given = Manifest.elements(container(rendering, service).path("envFrom"))
                    .map(source -> source.at("/secretRef/name").asText().replaceFirst("-[a-z0-9]{10}$", ""))
                    .toList();
            assertThat(given.contains("tenants"))
                    .as(service.name())
                    .isEqualTo(settings.know("KILN_TENANTS__ACME__KEY_HASHES"));
            assertThat(given.contains("operators"))
                    .as(service.name())
                    .isEqualTo(settings.know("KILN_OPERATORS__ACME__KEY_HASHES"));
        });
    }

    private static Stream<KilnService> services() {
        return Stream.of("gateway", "dispatcher", "callback", "billing").map(KilnService::new);
    }

    private static JsonNode container(Rendering rendering, KilnService service) {
        return rendering.the("Deployment", service.name()).containers().getFirst();
    }

    private static int port(JsonNode container, String name) {
        return Manifest.elements(container.path("ports"))
                .filter(port -> port.path("name").asText().equals(name))
                .mapToInt(port -> port.path("containerPort").asInt())
                .findFirst()
                .orElse(0);
    }

    private static String value(JsonNode container, String variable) {
        return Manifest.elements(container.path("env"))
                .filter(entry -> entry.path("name").asText().equals(variable))
                .map(entry -> entry.path("value").asText())
                .findFirst()
                .orElse("");
    }
}
