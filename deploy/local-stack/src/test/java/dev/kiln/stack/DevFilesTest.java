package dev.kiln.stack;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kiln.stack.kie.KieKeys;
import dev.kiln.stack.kie.KieServer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DevFilesTest {

    @Test
    void quotesValuesAndLeavesPortsToTheServicesDefaults() {
        assertThat(DevFiles.text(
                        Map.of("KAFKA_BOOTSTRAP_SERVERS", "127.0.0.1:9", "A", "it's", "QUARKUS_HTTP_PORT", "1")))
                .isEqualTo("A='it'\\''s'\nKAFKA_BOOTSTRAP_SERVERS='127.0.0.1:9'\n");
    }

    @Test
    void writesAFileAPartThatItsOwnerAloneCanRead(@TempDir Path folder) throws Exception {
        var options = StackOptions.of(Path.of("."), "test");

        DevFiles.write(folder, options, new PartEnvironment(StackPorts.pick(), StackSecrets.create(), options));

        for (var part : Part.values()) {
            var file = folder.resolve(part.title() + ".env");
            assertThat(Files.readString(file)).contains("KAFKA_BOOTSTRAP_SERVERS='127.0.0.1:");
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                    .isEqualTo("rw-------");
        }
    }

    @Test
    void writesNoKeyOfAKieThatIsElsewhere(@TempDir Path folder) throws Exception {
        var server = new KieServer(KieServer.REAL, new KieKeys(Map.of("main", "secret-key")), Optional.empty());
        var options = StackOptions.of(Path.of("."), "test")
                .withKie(new StackOptions.Kie.Elsewhere(server, OptionalInt.empty()));

        DevFiles.write(folder, options, new PartEnvironment(StackPorts.pick(), StackSecrets.create(), options));

        assertThat(folder).isDirectoryContaining(file -> file.endsWith("gateway-service.env"));
        try (var files = Files.list(folder)) {
            assertThat(files).allSatisfy(file -> assertThat(file).content().doesNotContain("secret-key"));
        }
    }
}
