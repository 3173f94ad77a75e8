package dev.kiln.simulator.model;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.kiln.simulator.json.Json;
import dev.kiln.simulator.model.InputCheck.Complaint;
import java.math.BigDecimal;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class InputCheckTest {

    private final InputCheck check = new InputCheck(true);

    @Test
    void takesTheLeastInputOfEveryModel() {
        assertThat(new Models().all())
                .hasSize(11)
                .allSatisfy(model -> assertThat(check.firstFault(model, Inputs.least(model, "a lamp")))
                        .isEmpty());
    }

    @ParameterizedTest
    @CsvSource({
        "kling/v2-1-pro, 500, This field is required",
        "google/nano-banana-edit, 500, prompt is required",
        "veo3_fast, 422, Please enter prompt",
        "flux-kontext-max, 500, prompt is required"
    })
    void saysInTheVendorsWordsThatThePromptIsMissing(String model, int code, String text) {
        assertThat(fault(model, Json.object())).contains(new Complaint(code, text));
    }

    @Test
    void asksForRequiredFieldsBeforeItLooksAtValues() {
        ObjectNode input = Json.object().put("prompt", "a lamp").put("duration", "7");

        assertThat(fault("kling/v2-5-turbo-image-to-video-pro", input))
                .contains(new Complaint(500, "image_url is required"));
    }

    @ParameterizedTest
    @CsvSource({
        "kling/v2-5-turbo-image-to-video-pro, duration=7, duration is not within the range of allowed options",
        "hailuo/2-3-image-to-video-pro, resolution=768p, resolution is not within the range of allowed options",
        "bytedance/seedream-v4-edit, max_images=7, max_images is not within the range of allowed options",
        "google/nano-banana-edit, made_up=1, " + InputCheck.UNKNOWN_FIELD
    })
    void refusesWhatTheModelDoesNotOffer(String model, String pair, String text) {
        ObjectNode input = Inputs.with(Inputs.least(Inputs.model(model), "a lamp"), pair);

        assertThat(fault(model, input)).hasValueSatisfying(complaint -> {
            assertThat(complaint.code()).isEqualTo(500);
            assertThat(complaint.text()).startsWith(text);
        });
    }

    @ParameterizedTest
    @ValueSource(strings = {"wan/2-5-image-to-video", "bytedance/seedream-v4-edit"})
    void takesAnySeedThatIsExactWhereTheVendorNamesNoBounds(String model) {
        ObjectNode input = Inputs.least(Inputs.model(model), "a lamp");

        assertThat(fault(model, input.put("seed", 9_007_199_254_740_991L))).isEmpty();
        assertThat(fault(model, input.put("seed", -9_007_199_254_740_991L))).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "wan/2-5-image-to-video, seed, 1.5, 1.0",
        "wan/2-2-a14b-image-to-video-turbo, seed, 0.5, 2147483647",
        "bytedance/v1-pro-image-to-video, seed, -0.5, -1",
        "bytedance/seedream-v4-edit, max_images, 1.5, 6",
        "bytedance/seedream-v4-edit, seed, 1e-1, 1e1",
        "veo3_fast, seeds, 10000.5, 99999",
        "veo3_fast, duration, 4.5, 4",
        "veo3_fast, duration, 5, 6",
        "veo3_fast, duration, 9, 8.0",
        "flux-kontext-max, safetyTolerance, 0.1, 0"
    })
    void refusesWhatIsNoWholeNumberOfThoseThatTheVendorNames(
            String model, String field, BigDecimal refused, BigDecimal taken) {
        ObjectNode input = Inputs.least(Inputs.model(model), "a lamp");

        assertThat(fault(model, input.put(field, refused)))
                .contains(new Complaint(500, field + " is not within the range of allowed options"));
        assertThat(fault(model, input.put(field, taken))).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"kling/v2-1-pro", "kling/v2-5-turbo-image-to-video-pro"})
    void takesAFractionWhereTheVendorAsksForANumber(String model) {
        ObjectNode input = Inputs.least(Inputs.model(model), "a lamp");

        assertThat(fault(model, input.put("cfg_scale", new BigDecimal("0.7")))).isEmpty();
        assertThat(fault(model, input.put("cfg_scale", new BigDecimal("1.1")))).isPresent();
    }

    @Test
    void refusesTenSecondsOfHailuoAtItsHighestResolution() {
        ObjectNode input = Inputs.with(
                Inputs.least(Inputs.model("hailuo/2-3-image-to-video-pro"), "x"), "duration=10", "resolution=1080P");

        assertThat(fault("hailuo/2-3-image-to-video-pro", input)).isPresent();
    }

    @Test
    void allowsLessToleranceToFluxWhenItEdits() {
        ObjectNode drawn = Json.object().put("prompt", "x").put("safetyTolerance", 6);
        ObjectNode edited = drawn.deepCopy().put("inputImage", "https://files.example.com/in.png");

        assertThat(fault("flux-kontext-pro", drawn)).isEmpty();
        assertThat(fault("flux-kontext-pro", edited)).isPresent();
    }

    @Test
    void letsUnknownFieldsPassWhenToldTo() {
        ObjectNode input = Inputs.with(Inputs.least(Inputs.model("veo3_fast"), "x"), "made_up=1");

        assertThat(new InputCheck(false).firstFault(Inputs.model("veo3_fast"), input))
                .isEmpty();
    }

    private Optional<Complaint> fault(String model, ObjectNode input) {
        return check.firstFault(Inputs.model(model), input);
    }
}
