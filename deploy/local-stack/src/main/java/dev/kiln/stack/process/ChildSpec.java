package dev.kiln.stack.process;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * A child process to be started.
 *
 * @param command without secrets: every user of the machine can read it
 * @param environment added to the launcher's own; secrets go here
 * @param log where its output is appended
 * @param endsWithItsInput whether it watches its standard input by itself; others are tied to the launcher by the system
 */
public record ChildSpec(
        String name, List<String> command, Map<String, String> environment, Path log, boolean endsWithItsInput) {
    public ChildSpec {
        command = List.copyOf(command);
        environment = Map.copyOf(environment);
    }

    @Override
    public String toString() {
        return name;
    }
}
