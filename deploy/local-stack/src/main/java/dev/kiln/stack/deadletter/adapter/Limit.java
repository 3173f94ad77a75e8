package dev.kiln.stack.deadletter.adapter;

import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** How many letters at a time. */
final class Limit {
    private static final int MOST = 10_000;

    @Spec(Spec.Target.MIXEE)
    private CommandSpec command;

    @Option(
            names = "--limit",
            paramLabel = "N",
            defaultValue = "100",
            description = "At most so many letters, 1 to 10000 (default ${DEFAULT-VALUE}).")
    private int limit;

    int most() {
        if (limit < 1 || limit > MOST) {
            throw new ParameterException(command.commandLine(), "--limit must be from 1 to " + MOST);
        }
        return limit;
    }
}
