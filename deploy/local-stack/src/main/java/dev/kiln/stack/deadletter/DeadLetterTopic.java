package dev.kiln.stack.deadletter;

import dev.kiln.contract.Topic;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** The dead letters of one group that reads one topic. */
public record DeadLetterTopic(Topic source, String group) {

    /** Those of every group of the contract. */
    public static List<DeadLetterTopic> all() {
        return Arrays.stream(Topic.values())
                .flatMap(topic -> topic.groups().stream().map(group -> new DeadLetterTopic(topic, group)))
                .toList();
    }

    /** By its name on the broker. */
    public static Optional<DeadLetterTopic> named(String name, String prefix) {
        return all().stream().filter(topic -> topic.name(prefix).equals(name)).findFirst();
    }

    public String name(String prefix) {
        return source.deadLetterName(prefix, group);
    }
}
