package dev.kiln.backends;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The servers of one test run. Their addresses stand in system properties, because Quarkus may load this class in more
 * than one class loader.
 */
final class SharedBackends {
    private static final String KAFKA = "embedded-backends.shared.kafka";
    private static final String POSTGRES = "embedded-backends.shared.postgres";

    private SharedBackends() {}

    /** The bootstrap servers of the shared broker, which is started by the first call. */
    static String kafka() {
        synchronized (System.getProperties()) {
            if (System.getProperty(KAFKA) == null) {
                System.setProperty(KAFKA, startKafka().bootstrapServers());
            }
            return System.getProperty(KAFKA);
        }
    }

    /** The address of a new database on the shared server, which is started by the first call. */
    static String postgresUrl(String database) {
        synchronized (System.getProperties()) {
            if (System.getProperty(POSTGRES) == null) {
                System.setProperty(POSTGRES, EmbeddedPostgres.startTransient().reactiveUrl(""));
            }
        }
        var server = System.getProperty(POSTGRES);
        EmbeddedPostgres.createDatabase(URI.create(server).getPort(), database);
        return server + database;
    }

    private static EmbeddedKafka startKafka() {
        var directory = temporaryDirectory();
        var kafka = EmbeddedKafka.start(directory, FreePort.pick());
        Runtime.getRuntime()
                .addShutdownHook(new Thread(
                        () -> {
                            kafka.close();
                            DeleteTree.at(directory);
                        },
                        "kafka-stop"));
        return kafka;
    }

    private static Path temporaryDirectory() {
        try {
            return Files.createTempDirectory("kiln-kafka");
        } catch (IOException e) {
            throw new UncheckedIOException("No temporary directory", e);
        }
    }
}
