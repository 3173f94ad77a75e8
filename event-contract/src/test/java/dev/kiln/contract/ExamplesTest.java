package dev.kiln.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

class ExamplesTest {

    private final CloudEventsCodec codec = new CloudEventsCodec("kiln.");

    static Stream<Example> examples() {
        return Example.all();
    }

    @ParameterizedTest
    @EnumSource
    void everyTypeHasAnExample(EventType type) {
        assertThat(Example.of(type)).isNotEmpty();
    }

    @Test
    void everyFolderIsOfAType() throws IOException {
        try (Stream<Path> folders = Files.list(Example.FOLDER)) {
            assertThat(folders.filter(Files::isDirectory)
                            .map(folder -> folder.getFileName().toString())
                            .filter(name -> !name.equals("cloudevents")))
                    .allMatch(name -> EventType.named(name).isPresent());
        }
    }

    @ParameterizedTest
    @MethodSource("examples")
    void fitsItsSchema(Example example) {
        assertThat(Schemas.faults(example.type(), example.data())).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("examples")
    void comesThroughItsRecordUnchanged(Example example) throws IOException {
        byte[] written = ContractJson.mapper().writeValueAsBytes(example.event());

        assertThat(ContractJson.mapper().readTree(written)).isEqualTo(example.data());
    }

    @ParameterizedTest
    @MethodSource("examples")
    void comesThroughKafkaUnchanged(Example example) throws IOException {
        Envelope envelope = example.envelope();

        ProducerRecord<String, byte[]> record = codec.write(envelope);

        assertThat(record.topic()).isEqualTo(example.type().topic().qualifiedName("kiln."));
        assertThat(record.key()).isEqualTo(example.event().key());
        assertThat(ContractJson.mapper().readTree(record.value())).isEqualTo(example.data());
        assertThat(codec.read(record.headers(), record.value())).isEqualTo(envelope);
    }

    @ParameterizedTest
    @MethodSource("examples")
    void isReadWithFieldsOfALaterVersion(Example example) {
        ObjectNode later = example.data().deepCopy();
        later.put("addedLater", "x");
        later.putObject("addedToo").put("deep", 1);
        later.forEach(field -> {
            if (field instanceof ObjectNode object && field != later.get("metadata")) {
                object.put("addedLater", "x");
            }
        });

        assertThat(Schemas.faults(example.type(), later)).isEmpty();
        if (example.type() != EventType.GENERATION_REQUESTED) {
            assertThat(Example.read(example.type(), later)).isEqualTo(example.event());
        }
    }

    @ParameterizedTest
    @MethodSource("examples")
    void isRefusedWithoutAnyOfItsRequiredFields(Example example) {
        Schemas.source(example.type().typeName()).get("required").forEach(name -> {
            ObjectNode lacking = example.data().deepCopy();
            lacking.remove(name.textValue());

            assertThat(Schemas.faults(example.type(), lacking))
                    .as(name.textValue())
                    .isNotEmpty();
            assertThatThrownBy(() -> Example.read(example.type(), lacking))
                    .as(name.textValue())
                    .hasMessageContaining(name.textValue());
        });
    }

    @ParameterizedTest
    @MethodSource("examples")
    void isReadWithoutItsOptionalFields(Example example) {
        List<String> required = Schemas.source(example.type().typeName())
                .get("required")
                .valueStream()
                .map(JsonNode::textValue)
                .toList();
        ObjectNode bare = example.data().deepCopy();
        bare.retain(required);

        assertThat(Schemas.faults(example.type(), bare)).isEmpty();
        assertThat(Example.read(example.type(), bare)).isNotNull();
    }

    @Test
    void readsTheStructuredExample() {
        Headers headers = new RecordHeaders();
        headers.add("content-type", "application/cloudevents+json".getBytes(StandardCharsets.UTF_8));
        JsonNode whole = Example.json(Example.FOLDER.resolve("cloudevents/structured.json"));

        Envelope envelope = codec.read(headers, whole.toString().getBytes(StandardCharsets.UTF_8));

        assertThat(envelope.id()).isEqualTo(whole.get("id").textValue());
        assertThat(envelope.tenantId()).isEqualTo("studio");
        JsonNode data = ContractJson.mapper().valueToTree(envelope.event());
        assertThat(data).isEqualTo(whole.get("data"));
    }

    @Test
    void writesTheBinaryExample() {
        JsonNode listing = Example.json(Example.FOLDER.resolve("cloudevents/binary.json"));
        Example value = new Example(
                EventType.GENERATION_SUCCEEDED,
                Example.FOLDER.resolve(listing.get("value").textValue()));
        JsonNode headers = listing.get("headers");
        Envelope envelope = new Envelope(
                headers.get("ce_id").textValue(),
                Envelope.DISPATCHER,
                java.time.Instant.parse(headers.get("ce_time").textValue()),
                headers.get("ce_tenantid").textValue(),
                value.event());

        ProducerRecord<String, byte[]> record = codec.write(envelope);

        TreeMap<String, String> written = new TreeMap<>();
        for (Header header : record.headers()) {
            written.put(header.key(), new String(header.value(), StandardCharsets.UTF_8));
        }
        TreeMap<String, String> listed = new TreeMap<>();
        headers.properties()
                .forEach(header -> listed.put(header.getKey(), header.getValue().textValue()));
        assertThat(record.topic()).isEqualTo(listing.get("topic").textValue());
        assertThat(record.key()).isEqualTo(listing.get("key").textValue());
        assertThat(written).isEqualTo(listed);
    }
}
