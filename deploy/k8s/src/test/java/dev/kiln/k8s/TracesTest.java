package dev.kiln.k8s;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URI;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Traces are on only where an overlay names the component for them. */
class TracesTest {
    private static final List<String> TRACED = List.of("gateway", "dispatcher", "callback");
    private static final String ENDPOINT = "QUARKUS_OTEL_EXPORTER_OTLP_ENDPOINT";

    @Test
    void itsVariablesAreKnownToTheServicesThatTrace() {
        var names = EnvFile.read("../traces/traces.env").keySet();

        assertThat(names).contains("QUARKUS_OTEL_SDK_DISABLED", ENDPOINT);
        for (var service : TRACED) {
            assertThat(names).as(service).allMatch(new Settings(new KilnService(service))::know);
        }
        assertThat(List.of("QUARKUS_OTEL_SDK_DISABLE", "QUARKUS_OTEL_EXPORTER_OTLP_URL"))
                .noneMatch(new Settings(new KilnService("gateway"))::know);
    }

    @Test
    void theyAreOffByThemselves() {
        for (var service : TRACED) {
            assertThat(new KilnService(service).properties())
                    .as(service)
                    .containsEntry("quarkus.otel.sdk.disabled", "true");
        }
        Rendering.all().filter(rendering -> !rendering.title().equals("files")).forEach(rendering -> {
            assertThat(rendering.manifests()).extracting(Manifest::name).doesNotContain("traces");
            assertThat(rendering.ofKind("ConfigMap"))
                    .noneMatch(map -> map.at("/data").has(ENDPOINT));
        });
    }

    @Test
    void theComponentSwitchesThemOnAndLetsThemOutToTheCollectorAlone() {
        assumeTrue(Kustomize.isThere(), "neither kubectl nor kustomize is on the path");
        var folder = Rendering.FOLDER.resolve("src/test/resources/with-traces");
        var traced = new Rendering(
                "production with traces", Rendering.read(Kustomize.build(folder).orElseThrow()));

        var on = traced.ofKind("ConfigMap")
                .filter(map ->
                        map.at("/data/QUARKUS_OTEL_SDK_DISABLED").asText().equals("false"))
                .toList();
        assertThat(on).hasSameSizeAs(TRACED);
        for (var service : TRACED) {
            assertThat(on).anyMatch(map -> map.name().startsWith(service + "-service-"));
        }
        var policy = traced.the("NetworkPolicy", "traces");
        assertThat(Manifest.each(policy.at("/spec/podSelector/matchExpressions/0/values")))
                .extracting(JsonNode::asText)
                .containsExactlyInAnyOrder("gateway-service", "dispatcher-service", "callback-service");
        assertThat(Manifest.each(policy.at("/spec/egress"))).singleElement().satisfies(rule -> {
            assertThat(rule.at("/to/0/namespaceSelector/matchLabels/kiln.dev~1monitoring")
                            .asText())
                    .isEqualTo("true");
            assertThat(rule.at("/ports/0/port").asInt())
                    .isEqualTo(URI.create(on.getFirst().at("/data/" + ENDPOINT).asText())
                            .getPort());
        });
    }
}
