package dev.kiln.gateway.accept.adapter;

import static dev.kiln.gateway.Callers.post;
import static dev.kiln.gateway.Requests.banana;
import static dev.kiln.gateway.Requests.input;
import static dev.kiln.gateway.Requests.kling;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.argumentSet;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.kiln.gateway.GatewayTest;
import dev.kiln.gateway.Requests;
import dev.kiln.gateway.TestTopics;
import io.restassured.response.Response;
import java.math.BigDecimal;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What of a request breaks the rules: each place is named, and nothing that stands there is repeated. */
@GatewayTest
class BadInputResourceTest {

    private static final String PROMPT = "SECRET-PROMPT";

    static Stream<Arguments> faultyRequests() {
        return Stream.of(
                faulty("model missing", kling(), body -> body.remove("model"), "/model"),
                faulty("model unknown", kling(), body -> body.put("model", "kling/v9"), "/model"),
                faulty("model no string", kling(), body -> body.put("model", 5), "/model"),
                faulty("input missing", kling(), body -> body.remove("input"), "/input"),
                faulty("input no object", kling(), body -> body.put("input", PROMPT), "/input"),
                faulty("field of the request unknown", kling(), body -> body.put("prompt", PROMPT), "/prompt"));
    }

    static Stream<Arguments> faultyOptions() {
        return Stream.of(
                faulty("reference with a space", kling(), body -> body.put("reference", "a b"), "/reference"),
                faulty("reference too long", kling(), body -> body.put("reference", "x".repeat(65)), "/reference"),
                faulty("reference no string", kling(), body -> body.put("reference", 4711), "/reference"),
                faulty("metadata no object", kling(), body -> body.put("metadata", "x"), "/metadata"),
                faulty(
                        "metadata no strings",
                        kling(),
                        body -> body.putObject("metadata").put("n", 1),
                        "/metadata/n"),
                faulty(
                        "metadata too long",
                        kling(),
                        body -> body.putObject("metadata").put("n", "x".repeat(257)),
                        "/metadata/n"),
                faulty("metadata too much", kling(), BadInputResourceTest::seventeenEntries, "/metadata"),
                faulty("lane unknown", kling(), body -> body.put("lane", "express"), "/lane"),
                faulty("expiresAt past", kling(), body -> body.put("expiresAt", "2020-01-01T00:00:00Z"), "/expiresAt"),
                faulty(
                        "expiresAt far away",
                        kling(),
                        body -> body.put("expiresAt", "9999-01-01T00:00:00Z"),
                        "/expiresAt"),
                faulty("expiresAt no time", kling(), body -> body.put("expiresAt", "tomorrow"), "/expiresAt"));
    }

    static Stream<Arguments> faultyInputs() {
        return Stream.of(
                faulty("prompt missing", kling(), body -> input(body).remove("prompt"), "/input/prompt"),
                faulty("prompt no string", kling(), body -> input(body).put("prompt", 7), "/input/prompt"),
                faulty(
                        "prompt too long",
                        kling(),
                        body -> input(body).put("prompt", "x".repeat(2501)),
                        "/input/prompt"),
                faulty(
                        "duration outside its list",
                        kling(),
                        body -> input(body).put("duration", "7"),
                        "/input/duration"),
                faulty("duration as number", kling(), body -> input(body).put("duration", 5), "/input/duration"),
                faulty("cfg_scale off its step", kling(), body -> decimal(body, "0.55"), "/input/cfg_scale"),
                faulty("cfg_scale out of range", kling(), body -> decimal(body, "1.1"), "/input/cfg_scale"),
                faulty("cfg_scale gigantic", kling(), body -> decimal(body, "1e999999999"), "/input/cfg_scale"),
                faulty(
                        "field of the input unknown",
                        kling(),
                        body -> input(body).put("seed", 1),
                        "/input/seed"),
                faulty("NUL in the prompt", kling(), body -> input(body).put("prompt", "a\0b"), "/input/prompt"));
    }

    static Stream<Arguments> faultyImages() {
        return Stream.of(
                faulty("eleven images", banana(), body -> images(body, elevenImages()), "/input/image_urls"),
                faulty(
                        "image by http",
                        banana(),
                        body -> image(body, "http://example.com/a.png"),
                        "/input/image_urls/0"),
                faulty(
                        "image by IPv4",
                        banana(),
                        body -> image(body, "https://93.184.216.34/a.png"),
                        "/input/image_urls/0"),
                faulty("image by IPv6", banana(), body -> image(body, "https://[::1]/a.png"), "/input/image_urls/0"),
                faulty(
                        "image by number",
                        banana(),
                        body -> image(body, "https://2130706433/a.png"),
                        "/input/image_urls/0"),
                faulty(
                        "image at localhost",
                        banana(),
                        body -> image(body, "https://localhost/a.png"),
                        "/input/image_urls/0"),
                faulty(
                        "image at a private name",
                        banana(),
                        body -> image(body, "https://files.internal/a.png"),
                        "/input/image_urls/0"),
                faulty(
                        "image on the own machine",
                        banana(),
                        body -> image(body, "file:///etc/passwd"),
                        "/input/image_urls/0"));
    }

    @ParameterizedTest
    @MethodSource({"faultyRequests", "faultyOptions", "faultyInputs", "faultyImages"})
    void refusesWithThePlaceOfTheFaultAndNothingElse(String body, String pointer) {
        Response answer = post(body);

        assertThat(answer.statusCode()).isEqualTo(422);
        assertThat(answer.contentType()).startsWith("application/problem+json");
        assertThat(answer.jsonPath().getString("type")).isEqualTo("urn:kiln:problem:invalid-input");
        assertThat(answer.jsonPath().getList("errors.pointer", String.class)).containsOnly(pointer);
        assertThat(answer.jsonPath().getList("errors.detail", String.class))
                .allSatisfy(detail -> assertThat(detail).isNotBlank());
        assertThat(answer.asString()).doesNotContain(PROMPT).doesNotContain("xxxxxxxxxx");
    }

    @Test
    void namesAllFaultsAtOnce() {
        ObjectNode body = kling().put("reference", "not safe").put("surprise", true);
        input(body)
                .put("duration", "7")
                .put("cfg_scale", new BigDecimal("0.55"))
                .put("image_url", "http://a.example/b");
        input(body).remove("prompt");

        Response answer = post(body.toString());

        assertThat(answer.statusCode()).isEqualTo(422);
        assertThat(answer.jsonPath().getList("errors.pointer", String.class))
                .contains(
                        "/surprise",
                        "/reference",
                        "/input/duration",
                        "/input/cfg_scale",
                        "/input/image_url",
                        "/input/prompt");
    }

    @Test
    void refusesHalfASurrogatePair() {
        Response answer = post(kling().toString().replace("A door", "\\ud83d door"));

        assertThat(answer.statusCode()).isEqualTo(422);
        assertThat(answer.jsonPath().getList("errors.pointer", String.class)).containsExactly("/input/prompt");
    }

    @Test
    void cutsNoCharacterOfAnUnknownFieldInHalf() {
        Response answer =
                post(kling().put("a".repeat(63) + "\ud83d\ude00" + "b", 1).toString());

        assertThat(answer.statusCode()).isEqualTo(422);
        assertThat(answer.asString()).doesNotContainIgnoringCase("\\ud83d");
        assertThat(answer.jsonPath().getList("errors.pointer", String.class))
                .containsExactly("/" + "a".repeat(63) + "…");
    }

    @Test
    void namesUnsafeValuesTogetherWithTheOtherFaultsAndEachPlaceOnce() {
        ObjectNode body = kling().put("reference", "not safe");
        input(body).put("prompt", "a\0b").put("duration", "7").put("image_url", "http://a.example/\0");

        Response answer = post(body.toString());

        assertThat(answer.statusCode()).isEqualTo(422);
        assertThat(answer.jsonPath().getList("errors.pointer", String.class))
                .containsExactlyInAnyOrder("/reference", "/input/prompt", "/input/duration", "/input/image_url");
    }

    @Test
    void namesNoMoreUnsafeValuesThanAPersonReads() {
        String gigantic = Stream.generate(() -> "1e50").limit(200_000).collect(Collectors.joining(","));

        Response answer = post("{\"input\":{\"prompt\":[" + gigantic + "]}}");

        assertThat(answer.statusCode()).isEqualTo(422);
        assertThat(answer.jsonPath().getList("errors")).hasSizeBetween(100, 150);
    }

    @Test
    void acceptsAWholeNumberWrittenWithAPoint() {
        ObjectNode body = kling().put("model", "bytedance/seedream-v4-edit");
        input(body).remove("image_url");
        input(body)
                .put("max_images", new BigDecimal("2.0"))
                .putArray("image_urls")
                .add(Requests.IMAGE);

        Response answer = post(body.toString());

        assertThat(answer.statusCode()).isEqualTo(202);
        assertThat(answer.jsonPath().getString("quote")).isEqualTo("7");
    }

    @Test
    void putsNothingOfItOnTheTopic() {
        int before = TestTopics.read(TestTopics.requests()).size();

        post("{}");
        post("no json");

        assertThat(TestTopics.read(TestTopics.requests())).hasSize(before);
    }

    private static Arguments faulty(String name, ObjectNode body, Consumer<ObjectNode> spoil, String pointer) {
        spoil.accept(body);
        return argumentSet(name, body.toString(), pointer);
    }

    private static void decimal(ObjectNode body, String cfgScale) {
        input(body).put("cfg_scale", new BigDecimal(cfgScale));
    }

    private static List<String> elevenImages() {
        return IntStream.range(0, 11)
                .mapToObj(i -> "https://files.example.com/" + i + ".png")
                .toList();
    }

    private static void image(ObjectNode body, String url) {
        images(body, List.of(url));
    }

    private static void images(ObjectNode body, List<String> urls) {
        ArrayNode images = input(body).putArray("image_urls");
        urls.forEach(images::add);
    }

    private static void seventeenEntries(ObjectNode body) {
        ObjectNode metadata = body.putObject("metadata");
        IntStream.range(0, 17).forEach(i -> metadata.put("k" + i, "v"));
    }
}
