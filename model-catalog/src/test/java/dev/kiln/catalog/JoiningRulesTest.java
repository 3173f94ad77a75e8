package dev.kiln.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.kiln.contract.Fault;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class JoiningRulesTest {

    private static final String A = "\"https://images.example.com/a.png\"";

    @ParameterizedTest
    @CsvSource(
            nullValues = "-",
            value = {"6,768P", "6,1080P", "10,768P", "10,-", "6,-", "-,1080P", "-,-"})
    void hailuoMakesTenSecondsAt768POnly(String duration, String resolution) {
        assertThat(hailuo(duration, resolution)).isEmpty();
        assertThat(hailuo("10", "1080P"))
                .containsExactly(new Fault(
                        "/input/resolution",
                        "a video of 10 seconds is made at 768P only; choose resolution \"768P\" or duration \"6\""));
    }

    @ParameterizedTest
    @CsvSource(
            nullValues = "-",
            value = {
                "TEXT_2_VIDEO, 0, 9:16, -",
                "TEXT_2_VIDEO, 1, -, /input/imageUrls",
                "FIRST_AND_LAST_FRAMES_2_VIDEO, 0, -, /input/imageUrls",
                "FIRST_AND_LAST_FRAMES_2_VIDEO, 1, Auto, -",
                "FIRST_AND_LAST_FRAMES_2_VIDEO, 2, 9:16, -",
                "FIRST_AND_LAST_FRAMES_2_VIDEO, 3, -, /input/generationType /input/imageUrls",
                "REFERENCE_2_VIDEO, 0, -, /input/imageUrls",
                "REFERENCE_2_VIDEO, 1, 16:9, -",
                "REFERENCE_2_VIDEO, 3, -, -",
                "REFERENCE_2_VIDEO, 2, 9:16, /input/aspect_ratio",
                "REFERENCE_2_VIDEO, 4, Auto, /input/aspect_ratio /input/imageUrls",
                "-, 0, 9:16, -",
                "-, 2, Auto, -",
                "-, 3, -, /input/generationType"
            })
    void veoAllowsWhatItsGenerationTypeAllows(String type, int images, String ratio, String places) {
        ObjectNode input = Inputs.object("{\"prompt\": \"A lighthouse.\"}");
        if (type != null) {
            input.put("generationType", type);
        }
        if (images > 0) {
            input.set("imageUrls", Inputs.node("[" + (A + ",").repeat(images - 1) + A + "]"));
        }
        if (ratio != null) {
            input.put("aspect_ratio", ratio);
        }

        assertThat(Catalog.bundled().find("veo3_fast").orElseThrow().check(input))
                .extracting(Fault::pointer)
                .containsExactly(places == null ? new String[0] : places.split(" "));
    }

    @ParameterizedTest
    @CsvSource({
        "flux-kontext-pro, 6, 2, 3",
        "flux-kontext-max, 6, 2, 3",
    })
    void fluxIsStricterWithAnImage(String id, int mostForNew, int mostForEdited, int tooMuch) {
        Model flux = Catalog.bundled().find(id).orElseThrow();
        ObjectNode input = Inputs.object("{\"prompt\": \"A lighthouse.\"}");

        assertThat(flux.check(input.put("safetyTolerance", mostForNew))).isEmpty();
        input.set("inputImage", Inputs.node(A));
        assertThat(flux.check(input.put("safetyTolerance", mostForEdited))).isEmpty();
        assertThat(flux.check(input.put("safetyTolerance", tooMuch)))
                .containsExactly(new Fault(
                        "/input/safetyTolerance",
                        "must be from 0 to 2 when an image is edited (inputImage); up to 6 is for new images"));
    }

    private static List<Fault> hailuo(String duration, String resolution) {
        ObjectNode input = Inputs.object("{\"prompt\": \"She bows.\", \"image_url\": " + A + "}");
        if (duration != null) {
            input.put("duration", duration);
        }
        if (resolution != null) {
            input.put("resolution", resolution);
        }
        return Catalog.bundled()
                .find("hailuo/2-3-image-to-video-pro")
                .orElseThrow()
                .check(input);
    }
}
