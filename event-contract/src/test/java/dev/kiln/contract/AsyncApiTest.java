package dev.kiln.contract;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class AsyncApiTest {

    private static JsonNode document;

    @BeforeAll
    static void read() throws IOException {
        document = new ObjectMapper(new YAMLFactory()).readTree(AsyncApiTest.class.getResource("/asyncapi.yaml"));
    }

    @Test
    void listsEveryTopicAndNothingElse() {
        assertThat(document.get("asyncapi").textValue()).isEqualTo("3.0.0");
        assertThat(document.get("channels")
                        .valueStream()
                        .map(channel -> channel.get("address").textValue()))
                .containsExactlyElementsOf(Stream.of(Topic.values())
                        .map(topic -> topic.qualifiedName("kiln."))
                        .toList());
    }

    @Test
    void listsEveryTypeAndNothingElse() {
        assertThat(document.at("/components/messages")
                        .valueStream()
                        .map(message -> message.get("name").textValue()))
                .containsExactlyElementsOf(
                        Stream.of(EventType.values()).map(EventType::typeName).toList());
    }

    @ParameterizedTest
    @EnumSource
    void describesATopicAsItIsBorn(Topic topic) {
        JsonNode kafka = channel(topic).at("/bindings/kafka");
        Duration retention = topic.retention().orElse(null);

        assertThat(kafka.get("partitions").intValue()).isEqualTo(topic.partitions());
        assertThat(kafka.at("/topicConfiguration/cleanup.policy/0").textValue())
                .isEqualTo(topic.compacted() ? "compact" : "delete");
        assertThat(kafka.at("/topicConfiguration/retention.ms").asLong(-1))
                .isEqualTo(retention == null ? -1 : retention.toMillis());
        assertThat(names(channel(topic).get("messages")))
                .containsExactlyElementsOf(Stream.of(EventType.values())
                        .filter(type -> type.topic() == topic)
                        .map(type -> type.record().getSimpleName())
                        .toList());
    }

    @ParameterizedTest
    @EnumSource
    void describesATypeByItsSchemaAndKey(EventType type) {
        JsonNode message = document.at("/components/messages").get(type.record().getSimpleName());
        KilnEvent event = Example.of(type).get(0).event();
        String keyedBy =
                message.at("/bindings/kafka/key/description").textValue().split(",")[0];

        assertThat(message.get("name").textValue()).isEqualTo(type.typeName());
        assertThat(message.at("/payload/schema/$ref").textValue()).isEqualTo("./schemas/" + type.typeName() + ".json");
        JsonNode data = ContractJson.mapper().valueToTree(event);
        assertThat(data.path(keyedBy).textValue()).isEqualTo(event.key());
    }

    @ParameterizedTest
    @EnumSource
    void saysWhichServicesWriteAndReadATopic(Topic topic) {
        List<String> readers =
                topic.groups().stream().map(group -> group + "-service").toList();

        assertThat(services(topic, "send")).contains(topic.writer());
        assertThat(services(topic, "receive")).containsAll(readers);
        assertThat(services(topic, "send"))
                .filteredOn(service -> !service.equals("any-trusted-service"))
                .containsExactly(topic.writer());
        assertThat(services(topic, "receive"))
                .filteredOn(service -> !service.equals("any-service"))
                .containsExactlyElementsOf(readers);
    }

    @Test
    void refersOnlyToWhatIsThere() {
        assertThat(document.findValuesAsText("$ref")).isNotEmpty().allSatisfy(reference -> {
            if (reference.startsWith("#")) {
                assertThat(document.at(reference.substring(1)).isMissingNode()).isFalse();
            } else {
                assertThat(AsyncApiTest.class.getResource(reference.substring(1)))
                        .isNotNull();
            }
        });
    }

    private static JsonNode channel(Topic topic) {
        return document.get("channels")
                .valueStream()
                .filter(channel -> channel.get("address").textValue().equals(topic.qualifiedName("kiln.")))
                .findFirst()
                .orElseThrow();
    }

    private static List<String> services(Topic topic, String action) {
        return document.get("operations")
                .valueStream()
                .filter(operation -> operation.get("action").textValue().equals(action))
                .filter(operation -> document.at(
                                operation.at("/channel/$ref").textValue().substring(1))
                        .equals(channel(topic)))
                .map(operation -> operation.at("/tags/0/name").textValue())
                .toList();
    }

    private static List<String> names(JsonNode object) {
        List<String> names = new ArrayList<>();
        object.fieldNames().forEachRemaining(names::add);
        return names;
    }
}
