package dev.kiln.k8s;

import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Properties;

/** What a service's own files say of it. */
record KilnService(String shortName) {

    /** Longer than connecting, one create and its recording: what the dispatcher waits for by itself. */
    private static final Duration LONGEST_CREATE = Duration.ofSeconds(30);

    String name() {
        return shortName + "-service";
    }

    int httpPort() {
        return Integer.parseInt(properties().getProperty("quarkus.http.port"));
    }

    int managementPort() {
        return Integer.parseInt(properties().getProperty("quarkus.management.port"));
    }

    /** From the signal to the end of the process. */
    Duration longestStop() {
        var requests = Duration.parse("PT" + properties().getProperty("quarkus.shutdown.timeout"));
        return shortName.equals("dispatcher") ? requests.plus(LONGEST_CREATE) : requests;
    }

    String pom() {
        return text("pom.xml");
    }

    Properties properties() {
        var properties = new Properties();
        try (Reader reader = Files.newBufferedReader(folder().resolve("src/main/resources/application.properties"))) {
            properties.load(reader);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return properties;
    }

    /** The source of the one interface that reads the service's own configuration. */
    String configSource() {
        var title = Character.toUpperCase(shortName.charAt(0)) + shortName.substring(1);
        return text("src/main/java/dev/kiln/" + shortName + "/" + title + "Config.java");
    }

    private String text(String path) {
        try {
            return Files.readString(folder().resolve(path));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Path folder() {
        return Rendering.ROOT.resolve(name());
    }
}
