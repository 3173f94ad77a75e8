package dev.kiln.stack.process;

import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;

/**
 * Starts child processes that do not outlive the launcher, even where it is killed. On Linux the system is asked to kill a
 * child when the thread that started it ends, so one thread starts them all and lives as long as the launcher. Elsewhere
 * only an orderly end of the launcher stops them. Keep it as long as its children: its thread goes with it.
 */
public final class Spawner {
    /** What could lead a child to another Kafka, another database, or to the real Kie. */
    private static final Pattern NOT_INHERITED =
            Pattern.compile("(KIE|KILN|QUARKUS|KAFKA|SMALLRYE|MP)_.*|JAVA_TOOL_OPTIONS|JDK_JAVA_OPTIONS");

    private static final List<String> TIED = List.of("setpriv", "--pdeathsig", "KILL");

    private final ExecutorService thread = Executors.newSingleThreadExecutor(
            Thread.ofPlatform().daemon().name("spawner").factory());
    private final List<String> prefix = works(TIED) ? TIED : List.of();

    public Child start(ChildSpec spec) {
        try {
            return thread.submit(() -> spawn(spec)).get();
        } catch (ExecutionException e) {
            throw new IllegalStateException(spec + " cannot be started", e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted while starting " + spec, e);
        }
    }

    /** With one arena of the C library's memory, which would keep one for each thread. */
    private Child spawn(ChildSpec spec) throws IOException {
        Files.createDirectories(spec.log().getParent());
        var command = new ArrayList<>(spec.endsWithItsInput() ? List.<String>of() : prefix);
        command.addAll(spec.command());
        var builder = new ProcessBuilder(command);
        builder.environment()
                .keySet()
                .removeIf(name -> NOT_INHERITED.matcher(name).matches());
        builder.environment().put("MALLOC_ARENA_MAX", "1");
        builder.environment().putAll(spec.environment());
        builder.redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(spec.log().toFile()));
        return new Child(spec, builder.start());
    }

    private static boolean works(List<String> prefix) {
        var command = new ArrayList<>(prefix);
        command.add("true");
        try {
            var trial = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
            return trial.waitFor(5, TimeUnit.SECONDS) && trial.exitValue() == 0;
        } catch (IOException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
