package dev.kiln.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Properties;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The connector's defaults lose records: each channel says for itself what it does. */
class ChannelsTest {

    private static final Pattern CHANNEL = Pattern.compile("mp\\.messaging\\.(incoming|outgoing)\\.([^.]+)\\..*");

    private final Properties properties = load();

    @Test
    void consumersSayWhereTheyBeginHowTheyCommitAndWhatAFailureMeans() {
        assertThat(channels("incoming")).isNotEmpty().allSatisfy(channel -> {
            assertThat(setting("incoming", channel, "auto.offset.reset")).isEqualTo("earliest");
            assertThat(setting("incoming", channel, "group.id")).isEqualTo("${kiln.topics.prefix:kiln.}gateway");
            assertThat(setting("incoming", channel, "isolation.level")).isEqualTo("read_committed");
            assertThat(setting("incoming", channel, "cloud-events")).isEqualTo("false");
            assertThat(setting("incoming", channel, "enable.auto.commit")).isEqualTo("false");
            assertThat(setting("incoming", channel, "partition.assignment.strategy"))
                    .contains("CooperativeSticky");
            for (String name : List.of(
                    "failure-strategy",
                    "commit-strategy",
                    "max.poll.records",
                    "key.deserializer",
                    "value.deserializer")) {
                assertThat(setting("incoming", channel, name)).as(name).isNotBlank();
            }
        });
    }

    @Test
    void producersWaitForAllReplicas() {
        assertThat(channels("outgoing")).isNotEmpty().allSatisfy(channel -> {
            assertThat(setting("outgoing", channel, "acks")).isEqualTo("all");
            assertThat(setting("outgoing", channel, "enable.idempotence")).isEqualTo("true");
            for (String name : List.of("key.serializer", "value.serializer")) {
                assertThat(setting("outgoing", channel, name)).as(name).isNotBlank();
            }
        });
    }

    private Set<String> channels(String direction) {
        return properties.stringPropertyNames().stream()
                .map(CHANNEL::matcher)
                .filter(Matcher::matches)
                .filter(matcher -> matcher.group(1).equals(direction))
                .map(matcher -> matcher.group(2))
                .collect(Collectors.toSet());
    }

    private String setting(String direction, String channel, String name) {
        return properties.getProperty("mp.messaging." + direction + "." + channel + "." + name);
    }

    private static Properties load() {
        Properties properties = new Properties();
        try (InputStream file = ChannelsTest.class.getResourceAsStream("/application.properties")) {
            properties.load(file);
        } catch (IOException e) {
            throw new IllegalStateException("the configuration cannot be read", e);
        }
        return properties;
    }
}
