package dev.kiln.stack.planted;

import static java.util.stream.Collectors.joining;

import dev.kiln.stack.Part;
import dev.kiln.stack.crash.CrashPoints;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;

/** The bugs of a stack, each switched on and off by a file. */
final class PlantedBugs {
    private final Path directory;

    /** Writes the agent's rules to a directory of the caller's; no bug is on. */
    PlantedBugs(Path directory) {
        this.directory = directory;
        var rules = Arrays.stream(PlantedBug.values())
                .map(bug -> bug.rule(file(bug)))
                .collect(joining("\n"));
        write(script(), rules);
    }

    /** What the dispatcher is to be started with. */
    Map<Part, Map<String, String>> environment() {
        return Map.of(Part.DISPATCHER, Map.of("JAVA_TOOL_OPTIONS", CrashPoints.agent(script())));
    }

    void switchOn(PlantedBug bug) {
        write(file(bug), "");
    }

    void switchOff(PlantedBug bug) {
        try {
            Files.delete(file(bug));
        } catch (IOException e) {
            throw new UncheckedIOException(bug + " cannot be switched off", e);
        }
    }

    private static void write(Path file, String text) {
        try {
            Files.writeString(file, text);
        } catch (IOException e) {
            throw new UncheckedIOException(file + " cannot be written", e);
        }
    }

    private Path script() {
        return directory.resolve("planted.btm");
    }

    private Path file(PlantedBug bug) {
        return directory.resolve(bug.name());
    }
}
