package dev.kiln.topics;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kiln.contract.Topic;
import java.time.Duration;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.NewTopic;
import org.junit.jupiter.api.Test;

/** What is asked of a broker; that a broker does it is tested where one runs. */
class TopicsTest {
    private static final String PREFIX = "p.";

    @Test
    void asksForEveryTopicOfTheContractAndADeadLetterTopicForEachGroup() {
        var wanted = wanted(1);
        for (var topic : Topic.values()) {
            assertThat(wanted.get(topic.qualifiedName(PREFIX)).numPartitions()).isEqualTo(topic.partitions());
            assertThat(topic.deadLetterNames(PREFIX))
                    .allSatisfy(
                            name -> assertThat(wanted.get(name).numPartitions()).isEqualTo(1));
        }
        assertThat(wanted.get("p.tenants").configs())
                .containsEntry("cleanup.policy", "compact")
                .containsEntry("retention.ms", "-1");
        assertThat(wanted.get("p.generation.requests").configs())
                .containsEntry("cleanup.policy", "delete")
                .containsEntry("retention.ms", Long.toString(Duration.ofDays(14).toMillis()));
    }

    @Test
    void asksForTwoInSyncOnlyWhereOneOfThemMayFail() {
        assertThat(wanted(1).get("p.accounts").configs()).containsEntry("min.insync.replicas", "1");
        assertThat(wanted(3).get("p.accounts").configs()).containsEntry("min.insync.replicas", "2");
        assertThat(wanted(3).get("p.accounts").replicationFactor()).isEqualTo((short) 3);
    }

    @Test
    void saysWhichVariableIsMissingOrWrong() {
        assertThat(CreateTopics.run(Map.of())).isEqualTo(2);
        assertThat(CreateTopics.run(Map.of("KAFKA_BOOTSTRAP_SERVERS", "localhost:1", "KILN_TOPICS_REPLICAS", "many")))
                .isEqualTo(2);
    }

    private static Map<String, NewTopic> wanted(int replicas) {
        return Topics.wanted(PREFIX, (short) replicas).stream()
                .collect(Collectors.toMap(NewTopic::name, Function.identity()));
    }
}
