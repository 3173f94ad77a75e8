package dev.kiln.stack;

import dev.kiln.stack.bench.BenchCommand;
import java.nio.file.Path;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** What {@code ./kiln} runs, from the project's folder, but for what the script does by itself. */
@Command(name = "./kiln", description = "Kiln on this machine. ./kiln help tells of every command.")
public final class Launcher {
    private static final int FAILED = 1;

    private Launcher() {}

    /** Ends with 0 where all went well, 1 where it did not, 2 where the arguments are wrong. */
    public static void main(String[] args) {
        var root = Path.of("").toAbsolutePath();
        System.exit(commandLine(root, Boolean.getBoolean("kiln.terminal")).execute(args));
    }

    static CommandLine commandLine(Path root, boolean terminal) {
        var line = new CommandLine(new Launcher());
        for (var command : List.of(new DemoCommand(root, terminal), new UpCommand(root), new BenchCommand(root))) {
            line.addSubcommand(command);
        }
        return line.setCaseInsensitiveEnumValuesAllowed(true)
                .setExecutionExceptionHandler((failure, command, arguments) -> report(failure, command));
    }

    private static int report(Exception failure, CommandLine command) {
        command.getErr().println(failure.getMessage());
        if (command.getCommand() instanceof StackCommand stack) {
            command.getErr().println("Logs: " + stack.logs());
        }
        if (failure instanceof InterruptedException) {
            Thread.currentThread().interrupt();
        }
        return FAILED;
    }
}
