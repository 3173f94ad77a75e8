package dev.kiln.k8s;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A misspelt variable is silently without effect: each must be one that its service reads. */
class EnvironmentTest {

    @ParameterizedTest
    @ValueSource(strings = {"gateway", "dispatcher", "callback", "billing"})
    void theFilesNameWhatTheServiceReads(String shortName) {
        var service = new KilnService(shortName);
        var files = Rendering.files();
        var names = new TreeSet<String>();
        names.addAll(EnvFile.read("kafka.env").keySet());
        names.addAll(EnvFile.read(service.name() + "/config.env").keySet());
        named(files.the("Deployment", service.name())).forEach(names::add);
        files.ofKind("Job")
                .filter(job -> job.name().equals(shortName + "-migration"))
                .flatMap(EnvironmentTest::named)
                .forEach(names::add);

        assertThat(names).hasSizeGreaterThan(7).allMatch(new Settings(service)::know);
    }

    @ParameterizedTest
    @MethodSource("overlays")
    void anOverlayNamesWhatTheServicesRead(Rendering rendering) {
        for (var shortName : List.of("gateway", "dispatcher", "callback", "billing")) {
            var settings = new Settings(new KilnService(shortName));
            var pod = rendering.the("Deployment", shortName + "-service");
            var given = pod.containers().stream()
                    .flatMap(container -> Manifest.elements(container.path("envFrom")))
                    .flatMap(source -> Stream.of("configMapRef", "secretRef")
                            .map(kind -> source.at("/" + kind + "/name").asText()))
                    .filter(name -> !name.isEmpty())
                    .flatMap(name -> keys(rendering, name));
            assertThat(given).as(pod.toString()).allMatch(settings::know);
        }
    }

    @Test
    void whatNoServiceReadsIsFound() {
        var gateway = new Settings(new KilnService("gateway"));

        assertThat(List.of(
                        "KILN_IDS_TAG_KEY",
                        "KILN_TENANTS__ACME__KEY_HASHES",
                        "QUARKUS_DATASOURCE_REGISTRY_JDBC_ACQUISITION_TIMEOUT",
                        "KAFKA_SSL_TRUSTSTORE_LOCATION"))
                .allMatch(gateway::know);
        assertThat(List.of(
                        "KILN_IDS_TAGKEY",
                        "KILN_TENANTS_ACME_KEYHASHES",
                        "KILN_KIE_BASE_URL",
                        "QUARKUS_DATASOURCE_JDBC_URI",
                        "KAFKA_SSL_TRUSTSTORE_PATH"))
                .noneMatch(gateway::know);
    }

    static Stream<Rendering> overlays() {
        return Rendering.all();
    }

    private static Stream<String> keys(Rendering rendering, String name) {
        return rendering.manifests().stream()
                .filter(manifest -> manifest.name().equals(name))
                .flatMap(manifest -> Stream.concat(
                        manifest.at("/data").propertyStream(),
                        manifest.at("/stringData").propertyStream()))
                .map(Map.Entry::getKey);
    }

    private static Stream<String> named(Manifest manifest) {
        return manifest.containers().stream()
                .flatMap(container -> Manifest.elements(container.path("env")))
                .map(variable -> variable.path("name").asText());
    }
}
