package dev.kiln.k8s;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kiln.contract.Topic;
import java.time.Duration;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The cluster's topics are the contract's. */
class TopicsTest {
    private static final String PREFIX = "kiln.";

    private record Shape(int partitions, String cleanup, long retention) {}

    @Test
    void areThoseOfTheContractAndNoOthers() {
        var declared = new TreeMap<String, Shape>();
        Rendering.files()
                .ofKind("KafkaTopic")
                .forEach(topic -> declared.put(
                        topic.name(),
                        new Shape(
                                topic.at("/spec/partitions").asInt(),
                                topic.at("/spec/config/cleanup.policy").asText(),
                                topic.at("/spec/config/retention.ms").asLong())));

        var wanted = new TreeMap<String, Shape>();
        Stream.of(Topic.values()).forEach(topic -> {
            wanted.put(
                    topic.qualifiedName(PREFIX),
                    new Shape(topic.partitions(), topic.compacted() ? "compact" : "delete", millis(topic.retention())));
            topic.deadLetterNames(PREFIX)
                    .forEach(name ->
                            wanted.put(name, new Shape(1, "delete", millis(Optional.of(topic.deadLetterRetention())))));
        });
        assertThat(declared).isEqualTo(wanted);
    }

    @Test
    void outliveABroker() {
        assertThat(Rendering.files().ofKind("KafkaTopic")).allSatisfy(topic -> {
            assertThat(topic.at("/spec/replicas").asInt()).isEqualTo(3);
            assertThat(topic.at("/spec/config/min.insync.replicas").asInt()).isEqualTo(2);
        });
    }

    private static long millis(Optional<Duration> kept) {
        return kept.map(Duration::toMillis).orElse(-1L);
    }
}
