package dev.kiln.stack.crash;

import static java.util.stream.Collectors.joining;

import com.sun.tools.attach.AgentInitializationException;
import com.sun.tools.attach.AgentLoadException;
import com.sun.tools.attach.AttachNotSupportedException;
import com.sun.tools.attach.VirtualMachine;
import dev.kiln.stack.Part;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jboss.byteman.agent.Main;

/**
 * Makes services die at a {@link CrashPoint}, as by {@code kill -9}: no hook of theirs runs. An agent is loaded into a process
 * that is to die; it is started without, and its own classes know nothing of it.
 */
public final class CrashPoints {
    private final Path directory;
    /** Not their ids, which are given again in a long run. */
    private final Set<ProcessHandle> reached = ConcurrentHashMap.newKeySet();

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

    /** The first process with the agent that comes there dies; one that comes later does not, unless this is called again. */
    public void arm(CrashPoint point) {
        try {
            Files.writeString(armed(point), "");
        } catch (IOException e) {
            throw new UncheckedIOException(point + " cannot be armed", e);
        }
    }

    public boolean isArmed(CrashPoint point) {
        return Files.exists(armed(point));
    }

    /** Whether it was still armed: nobody came there. */
    public boolean disarm(CrashPoint point) {
        try {
            return Files.deleteIfExists(armed(point));
        } catch (IOException e) {
            throw new UncheckedIOException(point + " cannot be disarmed", e);
        }
    }

    /** Whether the process has the agent. */
    public boolean reaches(long pid) {
        return ProcessHandle.of(pid).filter(reached::contains).isPresent();
    }

    /**
     * Loads the agent into a process of the part that is up, unless it has it: it can die at each of the part's points then.
     * Blocks for as long as the process takes.
     *
     * @throws IOException it is not there any more, or does not answer
     */
    public void reach(Part part, long pid) throws IOException {
        if (reaches(pid)) {
            return;
        }
        try {
            var process = VirtualMachine.attach(Long.toString(pid));
            try {
                process.loadAgent(jar().toString(), "script:" + rules(part));
            } finally {
                process.detach();
            }
        } catch (AttachNotSupportedException | AgentLoadException | AgentInitializationException e) {
            throw new IOException("no agent can be loaded into process " + pid, e);
        }
        ProcessHandle.of(pid).ifPresent(reached::add);
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

    /** The JVM's option that starts it with the agent and such rules. */
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
