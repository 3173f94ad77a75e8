package dev.kiln.catalog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StrictLoadingTest {

    private static final String PER_SECOND =
            "price: [{validFrom: 2026-01-01, source: x, kind: perSecond, secondsField: length, byField: size, credits: %s}]\n";
    private static final String PER_UNIT =
            "price: [{validFrom: 2026-01-01, source: x, kind: perUnit, unitsField: %s, credits: 2}]\n";

    @TempDir
    private Path folder;

    @Test
    void loadsTheSoundFileInPlaceOfTheBundledOnes() {
        new ModelFile().write(folder);

        assertThat(Catalog.load(folder).models()).extracting(Model::id).containsExactly("house/model-1");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "usualSeconds: 30 | usualSeconds: 30\\nusualSecond: 30 | /usualSecond | is not a known key; known are examples,",
                "usualSeconds: 30 | usualSeconds: 30\\nusualSeconds: 40 | `` | is not readable YAML: Duplicate",
                "usualSeconds: 30 | usualSeconds: soon | /usualSeconds | must be a whole number from 1 to 86400",
                "title: House model | title: '' | /title | must be text",
                "kind: image | kind: sound | /kind | must be image or video",
                "family: jobs | family: mail | /route/family | must be one of jobs, veo, flux-kontext",
                "id: house/model-1 | id: house/model-2 | /id | which must be house__model-2.yaml",
                "id: house/model-1 | id: ../model-1 | /id | must be segments",
                "  upstreamModel: house/model-1 | `` | /route/upstreamModel | is missing",
                "source: a list of 2026 | validUntil: 2026-07-01 | /price/0/source | is missing",
                "source: a list of 2026 | source: ' ' | /price/0/source | must be text",
                "kind: table | kind: formula | /price/0/kind | must be one of flat, table, perSecond, perUnit",
                "kind: table | kind: flat | /price/0/fields | is not a known key",
                "size: '2K'}, credits: 6 | size: '2K'}, credits: -6 | /price/0/entries/1/credits | must not be negative",
                "size: '2K'}, credits: 6 | size: '2K'}, credits: 6.0001 | /price/0/entries/1/credits | at most three",
                "size: '2K'}, credits: 6 | size: '2K'}, credits: much | /price/0/entries/1/credits | must be a number",
                "size: '2K'}, credits: 6 | size: '1K'}, credits: 6 | /price/0/entries/1/when | has an entry already",
                "size: '2K'}, credits: 6 | size: '4K'}, credits: 6 | /price/0/entries | for the allowed length 5, size 2K",
                "{length: '10', size: '1K'} | {length: '10', size: '2K'} | /price/0/entries | for the allowed length 10, size 1K",
                "then: {properties: {size: {const: '1K'}}} | then: {properties: {size: {enum: ['1K', '2K']}}} |"
                        + " /price/0/entries | for the allowed length 10, size 2K",
                "enum: ['5', '10'] | enum: ['5'] | /price/0/entries | length 10, size 1K, which is not allowed",
                "fields: [length, size] | fields: [length, width] | /price/0/entries/0/when/size | is not a known key",
                "validFrom: 2026-01-01 | validFrom: January | /price/0/validFrom | must be a date such as",
                "validFrom: 2026-01-01 | validFrom: 2026-01-01\\n    validUntil: 2026-01-01 | /price/0/validUntil | must be after",
                "validFrom: 2026-01-01 | validFrom: 2026-01-01\\n    validUntil: 2027-01-01 | /price/0/validUntil | stay open",
                ", default: '5'} | } | /price/0 | depends on length, which is neither required nor has a default",
                "default: '5' | default: '6' | /input/properties/length/default | must be one of \"5\", \"10\"",
                "maxLength: 100 | maxLenght: 100 | /input/properties/prompt/maxLenght | is not a known key",
                "maxLength: 100 | minLength: 1 | /input/properties/prompt/maxLength | is missing",
                "maxLength: 100 | maxLength: 100, pattern: '[' | /input/properties/prompt/pattern | regular expression",
                "maximum: 3 | maximum: three | /input/properties/count/maximum | must be a number",
                "maxLength: 2048 | maxLength: 4096 | /input/properties/picture/maxLength | must be at most 2048",
                "format: media-url | format: uri | /input/properties/picture/format | must be media-url",
                "type: integer | type: float | /input/properties/count/type | must be one of string,",
                "description: How many., | `` | /input/properties/count/description | is missing",
                "additionalProperties: false | additionalProperties: true | /input/additionalProperties | must be false",
                "required: [prompt] | required: [prompts] | /input/required | names prompts, which is not a field",
                "field: size | field: width | /input/allOf/0/field | is not a field of this model",
                "then: {properties: {size | then: {properties: {width | /input/allOf/0/then/properties/width | is not a field",
                "if: {required | if: {requires | /input/allOf/0/if/requires | is not a known key",
                "      message: ten | message: ten | `` | is not readable YAML",
                "input: {prompt: A lighthouse.} | input: {} | /examples/0/input/prompt | is required",
                "input: {prompt: A lighthouse.} | input: {prompt: x, size: 9K} | /examples/0/input/size | must be one of",
                "quote: 4 | quote: 3 | /examples/0/quote | the price rule makes it 4",
                "hold: 4 | hold: 5 | /examples/0/hold | the price rule makes it 4",
                "hold: 4 | hold: 3 | /examples/0/hold | hold is below the quote",
            })
    void namesFileAndPlace(String found, String instead, String pointer, String problem) {
        ModelFile file = new ModelFile();
        if (found.contains("message: ten")) {
            file.with("- message: ten seconds", "- message: [ten seconds");
        } else {
            file.with(found.replace("\\n", "\n"), instead.replace("\\n", "\n"));
        }

        assertRefused(file, pointer, problem);
    }

    @ParameterizedTest
    @CsvSource({"2026-06-30", "2026-07-02"})
    void refusesOverlapsAndGapsBetweenPrices(String secondFrom) {
        ModelFile file = new ModelFile().price("""
                        price:
                          - {validFrom: 2026-01-01, validUntil: 2026-07-01, source: x, kind: flat, credits: 4}
                          - {validFrom: %s, source: x, kind: flat, credits: 4}
                        """.formatted(secondFrom));

        assertRefused(file, "/price/1/validFrom", "neither overlap nor gap");
    }

    @Test
    void refusesASecondPriceAfterAnOpenOne() {
        ModelFile file = new ModelFile().price("""
                        price:
                          - {validFrom: 2026-01-01, source: x, kind: flat, credits: 4}
                          - {validFrom: 2026-07-01, source: x, kind: flat, credits: 4}
                        """);

        assertRefused(file, "/price/1/validFrom", "neither overlap nor gap");
    }

    @Test
    void refusesRatesThatMissOrInventAValue() {
        assertRefused(new ModelFile().price(PER_SECOND.formatted("{1K: 1}")), "/price/0/credits", "exactly one entry");
        assertRefused(
                new ModelFile().price(PER_SECOND.formatted("{1K: 1, 2K: 2, 4K: 3}")),
                "/price/0/credits",
                "exactly one entry");
        assertRefused(
                new ModelFile().price(PER_SECOND.formatted("{1K: 1, 2K: -2}")),
                "/price/0/credits/2K",
                "must not be negative");
    }

    @Test
    void refusesUnitsThatAreNoWholeNumbers() {
        assertRefused(new ModelFile().price(PER_UNIT.formatted("size")), "/price/0/unitsField", "whole numbers");
        assertRefused(new ModelFile().price(PER_UNIT.formatted("pages")), "/price/0", "not a field of this model");
    }

    @Test
    void refusesFilesThatAreNoModels() throws IOException {
        assertRefusedText("- a\n- b\n", "must be a mapping");
        assertRefusedText("", "must be a mapping");
        assertRefusedText("a: [", "is not readable YAML");
        assertRefusedText(new ModelFile().text() + "---\nid: second\n", "is not readable YAML");
        assertRefusedText("#" + "x".repeat(CatalogReader.MAX_FILE), "is larger than 262144 bytes");
    }

    @Test
    void refusesFoldersWithoutModels() throws IOException {
        assertThat(failure(folder)).hasMessageContaining("holds no model file (*.yaml)");
        assertThat(failure(folder.resolve("absent"))).hasMessageContaining("cannot be read as a folder");
        Files.writeString(folder.resolve("model.yml"), "");
        assertThat(failure(folder)).hasMessage("model.yml: must end in .yaml");
    }

    private void assertRefused(ModelFile file, String pointer, String problem) {
        file.write(folder);
        CatalogException failure = failure(folder);

        assertThat(failure).hasMessageContaining(problem).hasMessageStartingWith(ModelFile.NAME);
        assertThat(failure.file()).isEqualTo(ModelFile.NAME);
        assertThat(failure.pointer()).isEqualTo(pointer);
    }

    private void assertRefusedText(String text, String problem) throws IOException {
        Files.writeString(folder.resolve(ModelFile.NAME), text);
        assertThat(failure(folder)).hasMessageStartingWith(ModelFile.NAME).hasMessageContaining(problem);
    }

    private static CatalogException failure(Path folder) {
        return catchThrowableOfType(CatalogException.class, () -> Catalog.load(folder));
    }
}
