package dev.kiln.stack;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Properties;

/**
 * What a running stack tells other commands, in a file that only its owner reads and that is gone when it ends.
 *
 * @param pid of the launcher
 * @param dispatcher its management port
 * @param operatorKey opens the dispatcher's operators' endpoints
 */
public record StackState(long pid, String bootstrapServers, String dispatcher, String operatorKey) {
    private static final String PID = "pid";
    private static final String KAFKA = "kafka";
    private static final String DISPATCHER = "dispatcher";
    private static final String OPERATOR_KEY = "operator-key";

    /** Empty where none is running under the name; a file that a killed one left counts for nothing. */
    public static Optional<StackState> ofRunning(Path root, String name) {
        return read(StackOptions.of(root, name).directory().resolve(StackDirectory.STATE))
                .filter(state -> ProcessHandle.of(state.pid).isPresent());
    }

    /** Without the key. */
    @Override
    public String toString() {
        return "stack of " + pid;
    }

    void write(Path file) {
        OwnerOnly.write(
                file,
                PID + "=" + pid + "\n" + KAFKA + "=" + bootstrapServers + "\n" + DISPATCHER + "=" + dispatcher + "\n"
                        + OPERATOR_KEY + "=" + operatorKey + "\n");
    }

    private static Optional<StackState> read(Path file) {
        if (!Files.exists(file)) {
            return Optional.empty();
        }
        var properties = new Properties();
        try (var reader = Files.newBufferedReader(file)) {
            properties.load(reader);
            return Optional.of(new StackState(
                    Long.parseLong(properties.getProperty(PID)),
                    properties.getProperty(KAFKA),
                    properties.getProperty(DISPATCHER),
                    properties.getProperty(OPERATOR_KEY)));
        } catch (IOException e) {
            throw new UncheckedIOException("The running stack's " + file + " cannot be read", e);
        } catch (NumberFormatException e) {
            throw new IllegalStateException(file + " was not written by a stack; delete it", e);
        }
    }
}
