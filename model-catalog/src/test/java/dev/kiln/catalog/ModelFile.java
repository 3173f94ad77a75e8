package dev.kiln.catalog;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A sound model file, and what a test changes in it. */
final class ModelFile {

    static final String NAME = "house__model-1.yaml";

    private String text = """
            id: house/model-1
            title: House model
            kind: image
            route:
              family: jobs
              upstreamModel: house/model-1
            usualSeconds: 30
            input:
              type: object
              additionalProperties: false
              required: [prompt]
              properties:
                prompt: {description: What to show., type: string, maxLength: 100}
                size: {description: How large., type: string, enum: ['1K', '2K'], default: '1K'}
                length: {description: How long., type: string, enum: ['5', '10'], default: '5'}
                count: {description: How many., type: integer, minimum: 1, maximum: 3, default: 1}
                picture: {description: Where from., type: string, format: media-url, maxLength: 2048}
              allOf:
                - message: ten seconds are made at 1K only
                  field: size
                  if: {required: [length], properties: {length: {const: '10'}}}
                  then: {properties: {size: {const: '1K'}}}
            price:
              - validFrom: 2026-01-01
                source: a list of 2026
                kind: table
                fields: [length, size]
                entries:
                  - {when: {length: '5', size: '1K'}, credits: 4}
                  - {when: {length: '5', size: '2K'}, credits: 6}
                  - {when: {length: '10', size: '1K'}, credits: 8}
            examples:
              - name: A lighthouse
                input: {prompt: A lighthouse.}
                quote: 4
                hold: 4
            """;

    ModelFile with(String found, String instead) {
        if (!text.contains(found)) {
            throw new IllegalArgumentException("the sound file has no " + found);
        }
        text = text.replace(found, instead);
        return this;
    }

    ModelFile price(String price) {
        text = text.substring(0, text.indexOf("price:")) + price + text.substring(text.indexOf("examples:"));
        return this;
    }

    ModelFile example(String quote, String hold) {
        return with("quote: 4", "quote: " + quote).with("hold: 4", "hold: " + hold);
    }

    String text() {
        return text;
    }

    void write(Path folder) {
        write(folder, NAME);
    }

    void write(Path folder, String name) {
        try {
            Files.writeString(folder.resolve(name), text);
        } catch (IOException unwritable) {
            throw new UncheckedIOException(unwritable);
        }
    }
}
