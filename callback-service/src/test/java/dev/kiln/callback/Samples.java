package dev.kiln.callback;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;

/** Bodies as Kie sends them, with invented ids and prompts. */
public final class Samples {

    private Samples() {}

    public static byte[] body(String name) {
        String path = "/callbacks/" + name + ".json";
        try (InputStream file = Samples.class.getResourceAsStream(path)) {
            if (file == null) {
                throw new IllegalArgumentException("no sample " + path);
            }
            return file.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
