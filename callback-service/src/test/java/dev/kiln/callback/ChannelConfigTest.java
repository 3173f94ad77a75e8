package dev.kiln.callback;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class ChannelConfigTest {

    private static final String OUTGOING = "mp.messaging.outgoing.";

    /** The edge answers within 5 s, so the producer may not wait for its own defaults of a minute and more. */
    private static final Map<String, String> PUBLIC_EDGE = Map.of(
            "connector", "smallrye-kafka",
            "acks", "all",
            "enable.idempotence", "true",
            "max.block.ms", "1000",
            "request.timeout.ms", "1500",
            "delivery.timeout.ms", "5000");

    @Test
    void setsWhatAPublicEdgeNeedsOnEveryOutgoingChannel() throws IOException {
        Properties properties = properties();
        Set<String> channels = properties.stringPropertyNames().stream()
                .filter(name -> name.startsWith(OUTGOING))
                .map(name -> name.substring(OUTGOING.length()).split("\\.")[0])
                .collect(Collectors.toSet());

        assertThat(channels).containsExactly("task-completions");
        channels.forEach(channel -> PUBLIC_EDGE.forEach((key, value) ->
                assertThat(properties).as(channel).containsEntry(OUTGOING + channel + "." + key, value)));
    }

    @Test
    void readsNoTopic() throws IOException {
        assertThat(properties().stringPropertyNames()).noneMatch(name -> name.startsWith("mp.messaging.incoming."));
    }

    @Test
    void holdsNoSecretOutsideDevelopmentAndTests() throws IOException {
        assertThat(properties().stringPropertyNames())
                .filteredOn(name -> name.endsWith("-keys"))
                .isNotEmpty()
                .allMatch(name -> name.startsWith("%dev.") || name.startsWith("%test."));
    }

    private static Properties properties() throws IOException {
        Properties properties = new Properties();
        try (InputStream file = ChannelConfigTest.class.getResourceAsStream("/application.properties")) {
            properties.load(file);
        }
        return properties;
    }
}
