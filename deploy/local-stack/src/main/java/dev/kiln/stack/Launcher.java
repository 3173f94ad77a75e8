package dev.kiln.stack;

import dev.kiln.stack.bench.BenchCommand;
import dev.kiln.stack.chaos.ChaosCommand;
import dev.kiln.stack.deadletter.adapter.DlqCommand;
import dev.kiln.stack.kie.KieProblem;
import dev.kiln.stack.restore.RestoreCommand;
import java.nio.file.Path;
import java.time.Clock;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.OptionSpec;

/** What {@code ./kiln} runs, from the project's folder, but for what the script does by itself. */
@Command(name = "./kiln", description = "Kiln on this machine. ./kiln help tells of every command.")
public final class Launcher {
    private static final int FAILED = 1;

    private Launcher() {}

    /** Ends with 0 where all went well, 1 where it did not, 2 where the arguments are wrong. */
    public static void main(String[] args) {
        var root = Path.of("").toAbsolutePath();
        var ask = new Ask(Boolean.getBoolean("kiln.asks"), System.in, System.err);
        System.exit(commandLine(root, Boolean.getBoolean("kiln.terminal"), ask).execute(args));
    }

    static CommandLine commandLine(Path root, boolean terminal, Ask ask) {
        var line = new CommandLine(new Launcher())
                .addSubcommand(new DemoCommand(root, terminal))
                .addSubcommand(new UpCommand(root, ask, System.getenv()))
                .addSubcommand(new BenchCommand(root))
                .addSubcommand(new RestoreCommand(root, ask, System.getenv()))
                .addSubcommand(new ChaosCommand(root, Clock.systemUTC()))
                .addSubcommand(DlqCommand.commandLine(root, ask, Clock.systemUTC()))
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setExecutionExceptionHandler((failure, command, arguments) -> report(failure, command));
        addHelp(line);
        return line;
    }

    private static void addHelp(CommandLine line) {
        if (line.getCommandSpec().findOption("--help") == null) {
            line.getCommandSpec()
                    .addOption(OptionSpec.builder("-h", "--help")
                            .usageHelp(true)
                            .description("This text.")
                            .build());
        }
        line.getSubcommands().values().forEach(Launcher::addHelp);
    }

    static int report(Exception failure, CommandLine command) {
        command.getErr().println(failure.getMessage());
        if (command.getCommand() instanceof StackCommand stack && !(failure instanceof KieProblem)) {
            command.getErr().println("Logs: " + stack.logs());
        }
        if (failure instanceof InterruptedException) {
            Thread.currentThread().interrupt();
        }
        return FAILED;
    }
}
