package dev.kiln.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.kiln.contract.Fault;
import java.math.BigDecimal;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class InputFaultsTest {

    private static final String PICTURE = "https://images.example.com/a.png";

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "kling/v2-1-pro | duration | 5 | must be one of \"5\", \"10\"",
                "kling/v2-1-pro | duration | \"7\" | must be one of \"5\", \"10\"",
                "kling/v2-1-pro | cfg_scale | 0.55 | must be a multiple of 0.1",
                "kling/v2-1-pro | cfg_scale | 1.1 | must be from 0 to 1",
                "kling/v2-1-pro | cfg_scale | -0.1 | must be from 0 to 1",
                "kling/v2-1-pro | cfg_scale | \"0.5\" | must be a number",
                "kling/v2-1-pro | cfg_scale | 1e999999999 | holds a number outside the range of any model",
                "kling/v2-1-pro | cfg_scale | -1E-999999999 | holds a number outside the range of any model",
                "kling/v2-1-pro | negative_prompt | null | must be text; leave it out rather than send null",
                "kling/v2-1-pro | tail_image_url | \"\" | must begin with https://",
                "kling/v2-5-turbo-image-to-video-pro | tail_image_url | \"x\" |"
                        + " is not a field of this model; its fields are prompt, image_url, duration, negative_prompt, cfg_scale",
                "hailuo/2-3-image-to-video-pro | resolution | \"768p\" | must be one of \"768P\", \"1080P\"",
                "wan/2-5-image-to-video | enable_prompt_expansion | \"true\" | must be true or false",
                "wan/2-5-image-to-video | seed | 1.5 | must be a whole number",
                "wan/2-5-image-to-video | seed | null | must be a whole number; leave it out rather than send null",
                "wan/2-2-a14b-image-to-video-turbo | seed | 2147483648 | must be from 0 to 2147483647",
                "bytedance/v1-pro-image-to-video | seed | -2 | must be from -1 to 2147483647",
                "google/nano-banana-edit | image_urls | \"x\" | must be a list",
                "google/nano-banana-edit | image_urls | [] | must have at least 1 item",
                "google/nano-banana-edit | aspect_ratio | \"1:1\" |"
                        + " is not a field of this model; its fields are prompt, image_urls, output_format, image_size",
                "bytedance/seedream-v4-edit | max_images | 7 | must be from 1 to 6",
                "bytedance/seedream-v4-edit | max_images | 0 | must be from 1 to 6",
                "veo3_fast | seeds | 9999 | must be from 10000 to 99999",
                "veo3_fast | aspect_ratio | \"auto\" | must be one of \"16:9\", \"9:16\", \"Auto\"",
                "flux-kontext-pro | safetyTolerance | 7 | must be from 0 to 6"
            })
    void saysWhatWouldBeRight(String id, String field, String value, String detail) {
        Model model = model(id);
        ObjectNode input = smallest(model);
        input.set(field, Inputs.node(value));

        assertThat(model.check(input)).containsExactly(new Fault("/input/" + field, detail));
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "0.1", "0.3", "0.5", "0.50", "0.7", "1", "1.0", "5e-1"})
    void countsStepsExactly(String scale) {
        Model model = model("kling/v2-1-pro");
        ObjectNode input = smallest(model);

        assertThat(model.check(input.put("cfg_scale", new BigDecimal(scale)))).isEmpty();
        assertThat(model.check(input.put("cfg_scale", Double.parseDouble(scale))))
                .isEmpty();
    }

    @Test
    void findsAllFaultsAtOnceAndRepeatsNoValue() {
        Model model = model("google/nano-banana-edit");
        ObjectNode input = Inputs.object("""
                {"prompt": "", "image_urls": ["http://secret.example.com/a", "https://10.9.8.7/b", 3],
                 "image_size": "7:7", "output_format": "tiff", "colour~/x": "teal"}""");

        assertThat(model.check(input))
                .containsExactly(
                        new Fault(
                                "/input/colour~0~1x",
                                "is not a field of this model; its fields are prompt, image_urls, output_format, image_size"),
                        new Fault(
                                "/input/image_size",
                                "must be one of \"1:1\", \"9:16\", \"16:9\", \"3:4\", \"4:3\", \"3:2\", \"2:3\", \"5:4\","
                                        + " \"4:5\", \"21:9\", \"auto\""),
                        new Fault("/input/image_urls/0", "must begin with https://"),
                        new Fault("/input/image_urls/1", "must name a public host, not an IP address"),
                        new Fault("/input/image_urls/2", "must be text"),
                        new Fault("/input/output_format", "must be one of \"png\", \"jpeg\""),
                        new Fault("/input/prompt", "must not be blank"));
    }

    @Test
    void refusesElevenImagesAndLongAddresses() {
        Model model = model("google/nano-banana-edit");
        ObjectNode input = smallest(model);
        var images = input.putArray("image_urls");
        IntStream.range(0, 10).forEach(n -> images.add(PICTURE));
        images.add(PICTURE + "?" + "x".repeat(2048 - PICTURE.length()));

        assertThat(model.check(input))
                .containsExactly(
                        new Fault("/input/image_urls", "must have at most 10 items; it has 11"),
                        new Fault("/input/image_urls/10", "must have at most 2048 characters; it has 2049"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"null", "[]", "\"text\"", "7"})
    void anInputIsAnObject(String json) {
        Fault fault = new Fault("/input", "must be an object that holds the model's fields");

        assertThat(model("kling/v2-1-pro").check(Inputs.node(json))).containsExactly(fault);
        assertThat(model("kling/v2-1-pro").check(null)).containsExactly(fault);
    }

    @ParameterizedTest
    @ValueSource(strings = {"\\u0000", "\\ud83d", "a\\udd25b"})
    void refusesCharactersThatCannotBeStored(String escaped) {
        Model model = model("google/nano-banana-edit");
        ObjectNode input = smallest(model);
        input.set("prompt", Inputs.node("\"fire " + escaped + "\""));
        input.set("image_urls", Inputs.node("[\"https://images.example.com/" + escaped + "\"]"));
        input.put("x" + Inputs.node("\"" + escaped + "\"").textValue(), 1);

        assertThat(model.check(input))
                .extracting(Fault::pointer)
                .containsExactly("/input", "/input/image_urls", "/input/prompt");
    }

    @Test
    void pointsAtTheInputWhereAnUnknownNameIsTooLongToRepeat() {
        Model model = model("kling/v2-1-pro");
        ObjectNode input = smallest(model).put("n".repeat(65), 1).put("n".repeat(64), 1);

        assertThat(model.check(input)).extracting(Fault::pointer).containsExactly("/input", "/input/" + "n".repeat(64));
    }

    @Test
    @Timeout(5)
    void reportsAHundredFaultsAtMostAndSoonEnough() {
        Model model = model("kling/v2-1-pro");
        ObjectNode input = smallest(model);
        IntStream.range(0, 150).forEach(n -> input.put("unknown" + n, n));

        assertThat(model.check(input)).hasSize(InputRules.MAX_FAULTS);
    }

    @Test
    void looksNoCloserAtMoreFieldsThanAnyModelHas() {
        Model model = model("kling/v2-1-pro");
        ObjectNode input = smallest(model).put("image_url", "http://a.example/b");
        IntStream.range(0, 20_000).forEach(n -> input.put("unknown" + n, n));

        assertThat(model.check(input)).containsExactly(new Fault("/input", "must not have more than 200 fields"));
    }

    @Test
    void looksNoCloserAtMoreElementsThanAnyListTakes() {
        Model model = model("google/nano-banana-edit");
        ObjectNode input = smallest(model);
        var images = input.putArray("image_urls");
        IntStream.range(0, 20_000).forEach(images::add);

        assertThat(model.check(input))
                .containsExactly(new Fault("/input/image_urls", "must not have more than 200 elements"));
    }

    private static Model model(String id) {
        return Catalog.bundled().find(id).orElseThrow();
    }

    private static ObjectNode smallest(Model model) {
        ObjectNode input = Inputs.object("{\"prompt\": \"A lighthouse.\"}");
        model.inputSchema().path("required").forEach(name -> {
            if (name.textValue().equals("image_url")) {
                input.put("image_url", PICTURE);
            }
            if (name.textValue().equals("image_urls")) {
                input.putArray("image_urls").add(PICTURE);
            }
        });
        return input;
    }
}
