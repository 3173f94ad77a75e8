package dev.kiln.k8s;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What every pod of Kiln's is held to, services and what runs beside them. */
class PodsTest {
    private static final String ALL = "dev.kiln.k8s.Rendering#all";

    @ParameterizedTest
    @MethodSource(ALL)
    void runAsSomebodyWithoutRights(Rendering rendering) {
        assertThat(rendering.withPods()).hasSizeGreaterThan(6).allSatisfy(manifest -> {
            var security = manifest.pod().path("securityContext");
            assertThat(security.path("runAsNonRoot").asBoolean()).as("non-root").isTrue();
            assertThat(security.path("runAsUser").asInt()).as("user").isPositive();
            assertThat(security.at("/seccompProfile/type").asText()).isEqualTo("RuntimeDefault");
            assertThat(manifest.pod().path("automountServiceAccountToken").asBoolean(true))
                    .as("token")
                    .isFalse();
            assertThat(manifest.pod().has("hostNetwork")).isFalse();
            assertThat(Manifest.each(manifest.pod().path("volumes")))
                    .allSatisfy(volume -> assertThat(volume.has("hostPath")).isFalse());
        });
    }

    @ParameterizedTest
    @MethodSource(ALL)
    void writeNothingButTheirVolumes(Rendering rendering) {
        assertThat(rendering.withPods().flatMap(manifest -> manifest.containers().stream()))
                .allSatisfy(container -> {
                    var security = container.path("securityContext");
                    assertThat(security.path("readOnlyRootFilesystem").asBoolean())
                            .isTrue();
                    assertThat(security.path("allowPrivilegeEscalation").asBoolean(true))
                            .isFalse();
                    assertThat(security.at("/capabilities/drop/0").asText()).isEqualTo("ALL");
                });
    }

    @ParameterizedTest
    @MethodSource(ALL)
    void haveBounds(Rendering rendering) {
        assertThat(rendering.withPods()).allSatisfy(manifest -> {
            assertThat(manifest.containers()).isNotEmpty().allSatisfy(container -> {
                var resources = container.path("resources");
                for (var resource : List.of("cpu", "memory")) {
                    assertThat(resources.path("requests").has(resource))
                            .as(resource)
                            .isTrue();
                    assertThat(resources.path("limits").has(resource))
                            .as(resource)
                            .isTrue();
                }
            });
            assertThat(Manifest.each(manifest.pod().path("volumes")))
                    .filteredOn(volume -> volume.has("emptyDir"))
                    .allSatisfy(volume ->
                            assertThat(volume.path("emptyDir").has("sizeLimit")).isTrue());
        });
    }

    @ParameterizedTest
    @MethodSource(ALL)
    void comeFromImagesOfAKnownVersion(Rendering rendering) {
        assertThat(rendering.withPods().flatMap(manifest -> manifest.containers().stream()))
                .extracting(container -> container.path("image").asText())
                .allMatch(image -> image.matches(".+:(?!latest$).+"));
    }

    @ParameterizedTest
    @MethodSource(ALL)
    void keepTheirSecretsOutOfTheManifest(Rendering rendering) {
        assertThat(rendering.withPods().flatMap(manifest -> manifest.containers().stream()))
                .allSatisfy(container -> assertThat(Manifest.each(container.path("env")))
                        .filteredOn(PodsTest::namesASecret)
                        .allSatisfy(
                                variable -> assertThat(variable.path("value").asText())
                                        .as(variable.path("name").asText())
                                        .matches("|the-migration-.*")));
    }

    private static boolean namesASecret(JsonNode variable) {
        return variable.path("name").asText().matches(".*(PASSWORD|_KEYS?|JAAS_CONFIG|SECRET).*");
    }
}
