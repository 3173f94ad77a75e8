package dev.kiln.billing;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.util.Properties;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** No channel relies on a default that loses records. */
class ChannelsTest {

    private static final Properties CONFIG = new Properties();

    @BeforeAll
    static void load() throws IOException {
        try (InputStream file = ChannelsTest.class.getResourceAsStream("/application.properties")) {
            CONFIG.load(file);
        }
    }

    @Test
    void consumesFromTheStartAndCommitsAfterTheWorkOnly() {
        forEachChannel("incoming", Set.of("generation-events"), channel -> {
            assertThat(CONFIG)
                    .containsEntry(channel + "group.id", "${kiln.topics.prefix:kiln.}billing")
                    .containsEntry(channel + "isolation.level", "read_committed")
                    .containsEntry(channel + "auto.offset.reset", "earliest")
                    .containsEntry(channel + "enable.auto.commit", "false")
                    .containsEntry(channel + "commit-strategy", "throttled")
                    .containsEntry(channel + "failure-strategy", "fail")
                    .containsEntry(channel + "max-queue-size-factor", "1")
                    .containsEntry(channel + "cloud-events", "false")
                    .containsEntry(
                            channel + "value.deserializer",
                            "org.apache.kafka.common.serialization.ByteArrayDeserializer");
            assertThat(Integer.parseInt(CONFIG.getProperty(channel + "max.poll.records")))
                    .isBetween(32, 500);
        });
    }

    @Test
    void producesOnceToEveryReplica() {
        forEachChannel(
                "outgoing",
                Set.of("charges", "dead-letters"),
                channel -> assertThat(CONFIG)
                        .containsEntry(channel + "acks", "all")
                        .containsEntry(channel + "enable.idempotence", "true")
                        .containsEntry(channel + "waitForWriteCompletion", "true")
                        .containsKeys(
                                channel + "delivery.timeout.ms",
                                channel + "max.block.ms",
                                channel + "request.timeout.ms"));
    }

    private static void forEachChannel(String direction, Set<String> expected, Consumer<String> check) {
        String start = "mp.messaging." + direction + ".";
        Set<String> channels = CONFIG.stringPropertyNames().stream()
                .filter(name -> name.startsWith(start))
                .map(name -> name.substring(start.length()).split("\\.")[0])
                .collect(Collectors.toSet());
        assertThat(channels).isEqualTo(expected);
        channels.forEach(channel -> check.accept(start + channel + "."));
    }
}
