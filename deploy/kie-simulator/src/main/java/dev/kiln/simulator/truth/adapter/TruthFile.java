package dev.kiln.simulator.truth.adapter;

import dev.kiln.simulator.json.Json;
import dev.kiln.simulator.truth.TruthLine;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.function.Consumer;

/** Appends the truth log to a file, one JSON document a line, each flushed. */
public final class TruthFile implements Consumer<TruthLine> {

    private final Path path;
    private final Writer writer;

    private TruthFile(Path path, Writer writer) {
        this.path = path;
        this.writer = writer;
    }

    public static TruthFile append(Path path) {
        try {
            if (path.toAbsolutePath().getParent() != null) {
                Files.createDirectories(path.toAbsolutePath().getParent());
            }
            return new TruthFile(
                    path,
                    Files.newBufferedWriter(
                            path, StandardCharsets.UTF_8, StandardOpenOption.CREATE, StandardOpenOption.APPEND));
        } catch (IOException e) {
            throw new UncheckedIOException("kie-simulator.truth-log: cannot write " + path, e);
        }
    }

    @Override
    public void accept(TruthLine line) {
        try {
            writer.write(Json.write(TruthJson.of(line)));
            writer.write('\n');
            writer.flush();
        } catch (IOException e) {
            throw new UncheckedIOException("kie-simulator.truth-log: cannot write " + path, e);
        }
    }
}
