package dev.kiln.stack.crash;

import static java.util.stream.Collectors.joining;
import static java.util.stream.Collectors.toMap;

import dev.kiln.stack.Part;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import org.jboss.byteman.agent.Main;

/**
 * Makes services die at a {@link CrashPoint}, as by {@code kill -9}: no hook of theirs runs. They carry an agent that they
 * are started with; their own classes know nothing of it.
 */
public final class CrashPoints {
    private final Path directory;

    private CrashPoints(Path directory) {
        this.directory = directory;
    }

    /** Writes the agent's rules to a directory of the caller's, which is made where it is missing; no point is armed. */
    public static CrashPoints in(Path directory) {
        var points = new CrashPoints(directory);
        try {
            Files.createDirectories(directory);
        } catch (IOException e) {
            throw new UncheckedIOException("The rules' directory cannot be made", e);
        }
        Arrays.stream(CrashPoint.values()).forEach(points::disarm);
        Arrays.stream(CrashPoint.values()).map(CrashPoint::part).distinct().forEach(points::writeRules);
        return points;
    }

    /** What the parts with a crash point are to be started with. */
    public Map<Part, Map<String, String>> environment() {
        return Arrays.stream(CrashPoint.values())
                .map(CrashPoint::part)
                .distinct()
                .collect(toMap(part -> part, part -> Map.of("JAVA_TOOL_OPTIONS", agent(rules(part)))));
    }

    /** The first process that comes there dies; one that is started afterwards does not, unless this is called again. */
    public void arm(CrashPoint point) {
        try {
            Files.writeString(armed(point), "");
        } catch (IOException e) {
            throw new UncheckedIOException(point + " cannot be armed", e);
        }
    }

    /** Whether it was still armed: nobody came there. */
    public boolean disarm(CrashPoint point) {
        try {
            return Files.deleteIfExists(armed(point));
        } catch (IOException e) {
            throw new UncheckedIOException(point + " cannot be disarmed", e);
        }
    }

    private void writeRules(Part part) {
        var rules = Arrays.stream(CrashPoint.values())
                .filter(point -> point.part() == part)
                .map(point -> point.rule(armed(point)))
                .collect(joining("\n"));
        try {
            Files.writeString(rules(part), rules);
        } catch (IOException e) {
            throw new UncheckedIOException("The rules for " + part.title() + " cannot be written", e);
        }
    }

    /** The JVM's option that loads the agent with such rules. */
    public static String agent(Path rules) {
        return "-javaagent:" + jar() + "=script:" + rules;
    }

    private Path rules(Part part) {
        return directory.resolve(part.title() + ".btm");
    }

    private Path armed(CrashPoint point) {
        return directory.resolve(point.name());
    }

    private static Path jar() {
        try {
            return Path.of(Main.class
                    .getProtectionDomain()
                    .getCodeSource()
                    .getLocation()
                    .toURI());
        } catch (URISyntaxException e) {
            throw new IllegalStateException("The agent's jar cannot be found", e);
        }
    }
}
