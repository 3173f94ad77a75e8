package dev.kiln.dispatcher;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Properties;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The connector's defaults lose records; each channel says what it does instead. */
class ChannelsTest {

    private static final Pattern CHANNEL = Pattern.compile("mp\\.messaging\\.(incoming|outgoing)\\.([^.]+)\\..*");

    private final Properties properties = properties();

    @Test
    void everyConsumerSaysWhereItStartsAndWhatAFailureDoes() {
        assertThat(channels("incoming"))
                .containsExactlyInAnyOrder(
                        "generation-requests", "task-completions", "tenants", "billing-budgets", "billing-charges");
        for (String channel : channels("incoming")) {
            assertThat(List.of(
                            value("incoming", channel, "auto.offset.reset"),
                            value("incoming", channel, "failure-strategy"),
                            value("incoming", channel, "commit-strategy"),
                            value("incoming", channel, "isolation.level"),
                            value("incoming", channel, "batch")))
                    .as(channel)
                    .containsExactly("earliest", "fail", "throttled", "read_committed", "true");
            assertThat(value("incoming", channel, "group.id")).as(channel).contains("dispatcher");
            assertThat(value("incoming", channel, "max.poll.records"))
                    .as(channel)
                    .isNotNull();
        }
    }

    /** The service's own liveness knows an outage elsewhere from a replica that is stuck; a channel's does not. */
    @Test
    void noChannelSpeaksOfLivenessAndEveryConsumerCanBePaused() {
        for (String channel : channels("incoming")) {
            assertThat(value("incoming", channel, "pausable")).as(channel).isEqualTo("true");
        }
        for (String channel : Stream.of("incoming", "outgoing")
                .flatMap(direction -> channels(direction).stream())
                .toList()) {
            assertThat(properties.getProperty("quarkus.messaging.health.\"" + channel + "\".liveness.enabled"))
                    .as(channel)
                    .isEqualTo("false");
        }
    }

    @Test
    void everyProducerWaitsForAllReplicasAndNotForEver() {
        assertThat(channels("outgoing")).containsExactlyInAnyOrder("outbox", "dead-letters");
        for (String channel : channels("outgoing")) {
            assertThat(List.of(
                            value("outgoing", channel, "acks"),
                            value("outgoing", channel, "enable.idempotence"),
                            value("outgoing", channel, "delivery.timeout.ms")))
                    .as(channel)
                    .containsExactly("all", "true", "5000");
        }
    }

    private Set<String> channels(String direction) {
        return properties.stringPropertyNames().stream()
                .map(CHANNEL::matcher)
                .filter(Matcher::matches)
                .filter(match -> match.group(1).equals(direction))
                .map(match -> match.group(2))
                .collect(Collectors.toSet());
    }

    private String value(String direction, String channel, String key) {
        return properties.getProperty("mp.messaging." + direction + "." + channel + "." + key);
    }

    private static Properties properties() {
        Properties properties = new Properties();
        try (InputStream file = ChannelsTest.class.getResourceAsStream("/application.properties")) {
            properties.load(file);
            return properties;
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }
}
