package dev.kiln.stack.deadletter.adapter;

import dev.kiln.stack.Ask;
import dev.kiln.stack.deadletter.LetterId;
import java.nio.file.Path;
import java.time.Clock;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.TypeConversionException;

/** Dead letters for operators. */
@Command(
        name = "dlq",
        description = {
            "The records that a service could not take: look at them, publish them again, or put them away.",
            "A letter's id is topic/partition/offset."
        })
public final class DlqCommand {
    private DlqCommand() {}

    /** @param root of the project, below which a running stack is looked for */
    public static CommandLine commandLine(Path root, Ask ask, Clock clock) {
        return new CommandLine(new DlqCommand())
                .addSubcommand(new DlqList(root, clock))
                .addSubcommand(new DlqShow(root))
                .addSubcommand(new DlqReplay(root, ask, clock))
                .addSubcommand(new DlqDrop(root, ask, clock))
                .registerConverter(LetterId.class, DlqCommand::letterId);
    }

    private static LetterId letterId(String text) {
        try {
            return LetterId.parse(text);
        } catch (IllegalArgumentException e) {
            throw new TypeConversionException(e.getMessage());
        }
    }
}
