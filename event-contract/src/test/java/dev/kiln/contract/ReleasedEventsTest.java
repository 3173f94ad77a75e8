package dev.kiln.contract;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * While a release is rolled out, either side reads what the other writes. What release 0.1 wrote, and the schemas that it
 * published, stand in a folder that nobody ever edits again; the next release adds one of its own.
 */
class ReleasedEventsTest {
    private static final Path RELEASE = folder();
    private static final String PREFIX = "kiln.";
    private static final SchemaRegistry REGISTRY =
            SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12);

    private final CloudEventsCodec codec = new CloudEventsCodec(PREFIX);

    static Stream<JsonNode> records() throws IOException {
        return Files.readAllLines(RELEASE.resolve("records.jsonl")).stream().map(ReleasedEventsTest::json);
    }

    static Stream<String> schemas() throws IOException {
        try (Stream<Path> files = Files.list(RELEASE.resolve("schemas"))) {
            return files.map(file -> file.getFileName().toString().replace(".json", "")).sorted().toList().stream();
        }
    }

    static Stream<Example> examplesOfReleasedTypes() throws IOException {
        List<String> released = schemas().toList();
        return Example.all().filter(example -> released.contains(example.type().typeName()));
    }

    @Test
    void areAsTheyWereOnTheDayOfTheRelease() throws Exception {
        List<String> present = new ArrayList<>();
        try (Stream<Path> files = Files.walk(RELEASE)) {
            for (Path file :
                    files.filter(path -> path.toString().contains(".json")).toList()) {
                byte[] hash = MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(file));
                present.add(HexFormat.of().formatHex(hash) + "  " + RELEASE.relativize(file));
            }
        }

        assertThat(present).containsExactlyInAnyOrderElementsOf(Files.readAllLines(RELEASE.resolve("FROZEN")));
    }

    @Test
    void areOfEveryReleasedType() throws IOException {
        assertThat(records()
                        .map(record -> record.at("/headers/ce_type").textValue())
                        .distinct())
                .containsExactlyInAnyOrderElementsOf(
                        schemas().filter(name -> !name.equals("defs")).toList());
    }

    @ParameterizedTest
    @MethodSource("records")
    void areReadAndWrittenAgainWithoutALoss(JsonNode record) {
        var headers = new RecordHeaders();
        record.get("headers")
                .properties()
                .forEach(header -> headers.add(
                        header.getKey(), header.getValue().textValue().getBytes(StandardCharsets.UTF_8)));

        var read = codec.read(headers, record.get("value").textValue().getBytes(StandardCharsets.UTF_8));
        var written = codec.write(read);

        Map<String, String> writtenHeaders = new TreeMap<>();
        written.headers()
                .forEach(
                        header -> writtenHeaders.put(header.key(), new String(header.value(), StandardCharsets.UTF_8)));
        assertThat(written.topic()).isEqualTo(record.get("topic").textValue());
        assertThat(written.key()).isEqualTo(record.get("key").textValue());
        record.get("headers")
                .properties()
                .forEach(header -> assertThat(writtenHeaders)
                        .containsEntry(header.getKey(), header.getValue().textValue()));
        assertThat(json(new String(written.value(), StandardCharsets.UTF_8)))
                .isEqualTo(json(record.get("value").textValue()));
    }

    @ParameterizedTest
    @MethodSource("examplesOfReleasedTypes")
    void wouldBeReadByTheReleaseAsTheyAreWrittenNow(Example example) {
        var schema = REGISTRY.getSchema(SchemaLocation.of(
                "classpath:released/0.1/schemas/" + example.type().typeName() + ".json"));

        assertThat(schema.validate(
                        example.data(),
                        context -> context.executionConfig(config -> config.formatAssertionsEnabled(true))))
                .isEmpty();
    }

    /** A field may be added where it is optional. A value added to a closed list is one that an old reader refuses. */
    @ParameterizedTest
    @MethodSource("schemas")
    void leaveTheSchemasWiderAndNeverNarrower(String name) throws IOException {
        var then = json(Files.readString(RELEASE.resolve("schemas").resolve(name + ".json")));

        compare(then, Schemas.source(name), name);
    }

    private static void compare(JsonNode then, JsonNode now, String place) {
        assertThat(now).as(place + " is still there").isNotNull();
        if (!then.isObject()) {
            return;
        }
        for (String fixed :
                List.of("type", "required", "enum", "const", "pattern", "format", "$ref", "oneOf", "anyOf")) {
            assertThat(now.get(fixed)).as(place + "/" + fixed).isEqualTo(then.get(fixed));
        }
        then.properties()
                .forEach(field -> compare(field.getValue(), now.get(field.getKey()), place + "/" + field.getKey()));
    }

    private static JsonNode json(String text) {
        try {
            return ContractJson.mapper().readTree(text);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Path folder() {
        try {
            return Path.of(ReleasedEventsTest.class.getResource("/released/0.1").toURI());
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }
}
