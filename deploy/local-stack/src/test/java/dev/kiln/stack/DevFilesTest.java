package dev.kiln.stack;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
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
        var environment =
                new PartEnvironment(StackPorts.pick(), StackSecrets.create(), StackOptions.of(Path.of("."), "test"));

        DevFiles.write(folder, environment);

        for (var part : Part.values()) {
            var file = folder.resolve(part.title() + ".env");
            assertThat(Files.readString(file)).contains("KAFKA_BOOTSTRAP_SERVERS='127.0.0.1:");
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                    .isEqualTo("rw-------");
        }
    }
}
