package dev.kiln.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import dev.kiln.contract.Credits;
import dev.kiln.contract.Fault;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class BundledModelsTest {

    private static final Instant NOW = Instant.parse("2026-11-23T12:00:00Z");

    static List<Model> models() {
        return Catalog.bundled().models();
    }

    @Test
    void everyFileIsListedAndHoldsWhatItClaims() {
        Catalog proven = Catalog.load(Path.of("src/main/resources/catalog"));

        assertThat(proven.revision())
                .matches("[0-9a-f]{16}")
                .isEqualTo(Catalog.bundled().revision());
    }

    @ParameterizedTest
    @CsvSource({
        "bytedance/seedream-v4-edit, image, jobs, 3.5",
        "bytedance/v1-pro-image-to-video, video, jobs, 30",
        "flux-kontext-max, image, flux-kontext, 10",
        "flux-kontext-pro, image, flux-kontext, 5",
        "google/nano-banana-edit, image, jobs, 4",
        "hailuo/2-3-image-to-video-pro, video, jobs, 45",
        "kling/v2-1-pro, video, jobs, 50",
        "kling/v2-5-turbo-image-to-video-pro, video, jobs, 42",
        "veo3_fast, video, veo, 60",
        "wan/2-2-a14b-image-to-video-turbo, video, jobs, 80",
        "wan/2-5-image-to-video, video, jobs, 100"
    })
    void hasTheElevenModelsOfTheOrder(String id, String kind, String family, String quoteOfFirstExample) {
        Model model = Catalog.bundled().find(id).orElseThrow();

        assertThat(models()).hasSize(11).isSortedAccordingTo((a, b) -> a.id().compareTo(b.id()));
        assertThat(model.kind().wireName()).isEqualTo(kind);
        assertThat(model.route().family().wireName()).isEqualTo(family);
        assertThat(model.route().upstreamModel()).isEqualTo(id);
        assertThat(model.usualDuration()).isPositive();
        assertThat(model.estimate(model.examples().getFirst().input(), NOW).quote())
                .isEqualTo(Credits.of(quoteOfFirstExample));
    }

    @ParameterizedTest
    @MethodSource("models")
    void acceptsAndPricesItsExamples(Model model) {
        for (Example example : model.examples()) {
            assertThat(model.check(example.input())).as(example.name()).isEmpty();
            assertThat(model.check(model.completed(example.input()))).isEmpty();
            assertThat(model.estimate(example.input(), NOW)).isEqualTo(example.expected());
            assertThat(model.computed(example.input(), 1, NOW))
                    .isGreaterThan(Credits.ZERO)
                    .isLessThanOrEqualTo(example.expected().hold());
        }
    }

    @ParameterizedTest
    @MethodSource("models")
    void namesEveryMissingField(Model model) {
        ObjectNode nothing = Inputs.object("{}");

        List<String> required = model.inputSchema()
                .path("required")
                .valueStream()
                .map(name -> "/input/" + name.textValue())
                .sorted()
                .toList();

        assertThat(model.check(nothing))
                .extracting(Fault::pointer)
                .containsExactlyElementsOf(required)
                .contains("/input/prompt");
        assertThat(model.check(nothing)).extracting(Fault::detail).containsOnly("is required");
    }

    @ParameterizedTest
    @MethodSource("models")
    void refusesEveryFieldOfAWrongType(Model model) {
        ObjectNode input = Inputs.object("{}");
        model.inputSchema().path("properties").fieldNames().forEachRemaining(name -> input.putObject(name));

        assertThat(model.check(input))
                .hasSize(input.size())
                .allSatisfy(fault -> assertThat(fault.detail()).startsWith("must be "))
                .extracting(Fault::pointer)
                .allMatch(pointer -> input.has(pointer.substring("/input/".length())));
    }

    @ParameterizedTest
    @MethodSource("models")
    void refusesFieldsThatOnlyNewerDocumentsHave(Model model) {
        ObjectNode input = model.examples().getFirst().input();
        List<String> newer = List.of("nsfw_checker", "model", "callBackUrl", "resolution_", "enableFallback");
        newer.forEach(name -> input.put(name, "x"));

        assertThat(model.check(input))
                .hasSize(newer.size())
                .allSatisfy(fault -> assertThat(fault.detail())
                        .startsWith("is not a field of this model; its fields are ")
                        .contains("prompt"));
    }

    @ParameterizedTest
    @MethodSource("models")
    void promptsAreNotBlankAndCountedInCharacters(Model model) {
        int most = model.inputSchema().at("/properties/prompt/maxLength").intValue();
        ObjectNode input = model.examples().getFirst().input();

        assertThat(model.check(input.put("prompt", "🔥".repeat(most)))).isEmpty();
        assertThat(model.check(input.put("prompt", "🔥".repeat(most + 1))))
                .containsExactly(
                        new Fault("/input/prompt", "must have at most " + most + " characters; it has " + (most + 1)));
        assertThat(model.check(input.put("prompt", " \n\u00a0\u3000")))
                .containsExactly(new Fault("/input/prompt", "must not be blank"));
    }

    @ParameterizedTest
    @MethodSource("models")
    void publishesACompleteSchemaThatNobodyCanChange(Model model) {
        model.inputSchema().removeAll();
        model.examples().getFirst().input().removeAll();

        assertThat(model.inputSchema().path("$schema").textValue())
                .isEqualTo("https://json-schema.org/draft/2020-12/schema");
        assertThat(model.inputSchema().path("additionalProperties").booleanValue())
                .isFalse();
        assertThat(model.examples().getFirst().input()).isNotEmpty();
        assertThat(model.price(NOW).described().path("source").textValue()).isNotBlank();
    }

    @ParameterizedTest
    @MethodSource("models")
    void publishesASchemaThatAnyValidatorUnderstands(Model model) {
        SchemaRegistry standard = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12);

        assertThat(standard.getSchema(SchemaLocation.of(Model.DIALECT)).validate(model.inputSchema()))
                .isEmpty();
        assertThat(model.examples())
                .allSatisfy(example -> assertThat(
                                standard.getSchema(model.inputSchema()).validate(example.input()))
                        .isEmpty());
    }
}
