package dev.kiln.catalog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.kiln.contract.Credits;
import dev.kiln.contract.Estimate;
import java.nio.file.Path;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PricesTest {

    private static final Instant NOW = Instant.parse("2026-11-23T12:00:00Z");

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "kling/v2-5-turbo-image-to-video-pro | {} | 42",
                "kling/v2-5-turbo-image-to-video-pro | {\"duration\": \"10\"} | 84",
                "hailuo/2-3-image-to-video-pro | {} | 45",
                "hailuo/2-3-image-to-video-pro | {\"duration\": \"10\"} | 90",
                "hailuo/2-3-image-to-video-pro | {\"resolution\": \"1080P\"} | 80",
                "wan/2-5-image-to-video | {} | 100",
                "wan/2-5-image-to-video | {\"resolution\": \"720p\"} | 60",
                "wan/2-5-image-to-video | {\"resolution\": \"720p\", \"duration\": \"10\"} | 120",
                "wan/2-5-image-to-video | {\"duration\": \"10\"} | 200",
                "kling/v2-1-pro | {} | 50",
                "kling/v2-1-pro | {\"duration\": \"10\"} | 100",
                "wan/2-2-a14b-image-to-video-turbo | {} | 80",
                "wan/2-2-a14b-image-to-video-turbo | {\"resolution\": \"580p\"} | 60",
                "wan/2-2-a14b-image-to-video-turbo | {\"resolution\": \"480p\"} | 40",
                "bytedance/v1-pro-image-to-video | {} | 30",
                "bytedance/v1-pro-image-to-video | {\"resolution\": \"480p\"} | 14",
                "bytedance/v1-pro-image-to-video | {\"resolution\": \"480p\", \"duration\": \"10\"} | 28",
                "bytedance/v1-pro-image-to-video | {\"resolution\": \"1080p\", \"duration\": \"10\"} | 140",
                "veo3_fast | {} | 60",
                "google/nano-banana-edit | {} | 4",
                "bytedance/seedream-v4-edit | {} | 3.5",
                "bytedance/seedream-v4-edit | {\"max_images\": 3} | 10.5",
                "bytedance/seedream-v4-edit | {\"max_images\": 6} | 21",
                "flux-kontext-pro | {} | 5",
                "flux-kontext-max | {} | 10"
            })
    void quotesEveryRowOfThePriceLists(String id, String input, String credits) {
        Estimate estimate = model(id).estimate(Inputs.object(input), NOW);

        assertThat(estimate).isEqualTo(new Estimate(Credits.of(credits), Credits.of(credits)));
    }

    @Test
    void countsWhatCameBackWhereThePriceIsForEach() {
        ObjectNode input = Inputs.object("{\"max_images\": 6}");

        assertThat(model("bytedance/seedream-v4-edit").computed(input, 4, NOW)).isEqualTo(Credits.of("14"));
        assertThat(model("bytedance/seedream-v4-edit").computed(input, 0, NOW)).isEqualTo(Credits.ZERO);
        assertThat(model("google/nano-banana-edit").computed(input, 0, NOW)).isEqualTo(Credits.of("4"));
        assertThat(model("bytedance/seedream-v4-edit").computed(null, 1, NOW)).isEqualTo(Credits.of("3.5"));
        assertThat(model("google/nano-banana-edit").computed(null, 1, NOW)).isEqualTo(Credits.of("4"));
        assertThatThrownBy(() -> model("kling/v2-1-pro").computed(null, 1, NOW))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @ParameterizedTest
    @CsvSource({"2.0, 7, 2", "1e0, 3.5, 1", "6.0, 21, 6", "20e-1, 7, 2"})
    void pricesAndSendsAWholeNumberHoweverItIsWritten(String written, String credits, String sent) {
        Model model = model("bytedance/seedream-v4-edit");
        ObjectNode input = Inputs.object("""
                {"prompt": "Make it winter.", "image_urls": ["https://images.example.com/a.png"],
                 "max_images": %s, "seed": 7.0}""".formatted(written));

        assertThat(model.check(input)).isEmpty();
        assertThat(model.estimate(input, NOW).hold()).isEqualTo(Credits.of(credits));
        assertThat(model.price(NOW).rule().estimate(input).hold()).isEqualTo(Credits.of(credits));
        assertThat(model.completed(input).get("max_images")).hasToString(sent);
        assertThat(model.completed(input).get("seed")).hasToString("7");
    }

    @Test
    void fillsInWhatDecidesThePriceAndNothingElse() {
        ObjectNode input = Inputs.object("{\"prompt\": \"She nods.\"}");

        assertThat(model("wan/2-5-image-to-video").completed(input))
                .isEqualTo(
                        Inputs.object("{\"prompt\": \"She nods.\", \"duration\": \"5\", \"resolution\": \"1080p\"}"));
        assertThat(model("flux-kontext-pro").completed(input)).isEqualTo(input);
        assertThat(input).hasSize(1);
    }

    @Test
    void changesThePriceAtMidnightUtc(@TempDir Path folder) {
        new ModelFile().price("""
                        price:
                          - {validFrom: 2026-01-01, validUntil: 2026-07-01, source: old list, kind: flat, credits: 4}
                          - {validFrom: 2026-07-01, source: new list, kind: flat, credits: 5.25}
                        """).example("5.25", "5.25").write(folder);
        Model model = Catalog.load(folder).find("house/model-1").orElseThrow();
        ObjectNode input = Inputs.object("{}");

        assertThat(model.estimate(input, Instant.parse("2026-06-30T23:59:59Z")).quote())
                .isEqualTo(Credits.of("4"));
        assertThat(model.estimate(input, Instant.parse("2026-07-01T00:00:00Z")).quote())
                .isEqualTo(Credits.of("5.25"));
        assertThat(model.computed(input, 1, Instant.parse("2020-01-01T00:00:00Z")))
                .isEqualTo(Credits.of("4"));
        assertThat(model.price(NOW).described()).isEqualTo(Inputs.object("""
                        {"kind": "flat", "credits": "5.25", "validFrom": "2026-07-01", "source": "new list"}"""));
    }

    @Test
    void describesTablesAndRatesWithDecimalStrings() {
        assertThat(model("hailuo/2-3-image-to-video-pro").price(NOW).described().path("entries"))
                .isEqualTo(Inputs.node("""
                        [{"when": {"duration": "6", "resolution": "768P"}, "credits": "45"},
                         {"when": {"duration": "6", "resolution": "1080P"}, "credits": "80"},
                         {"when": {"duration": "10", "resolution": "768P"}, "credits": "90"}]"""));
        assertThat(model("bytedance/v1-pro-image-to-video")
                        .price(NOW)
                        .described()
                        .path("credits"))
                .isEqualTo(Inputs.node("{\"480p\": \"2.8\", \"720p\": \"6\", \"1080p\": \"14\"}"));
    }

    @Test
    void doesNotGuessThePriceOfAnInputThatDoesNotFit() {
        ObjectNode input = Inputs.object("{\"duration\": \"7\"}");

        assertThatThrownBy(() -> model("kling/v2-1-pro").estimate(input, NOW))
                .isInstanceOf(IllegalArgumentException.class);
    }

    private static Model model(String id) {
        return Catalog.bundled().find(id).orElseThrow();
    }
}
