package dev.kiln.stack.deadletter.adapter;

import dev.kiln.stack.Ask;
import dev.kiln.stack.deadletter.DlqFailure;
import dev.kiln.stack.deadletter.LetterId;
import dev.kiln.stack.deadletter.Letters;
import dev.kiln.stack.deadletter.Survey;
import java.time.Clock;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** The letters that something is done about: by their ids, or all that wait and pass the filters. */
final class Chosen {
    @Spec(Spec.Target.MIXEE)
    private CommandSpec command;

    @Parameters(paramLabel = "ID", arity = "0..*", description = "topic/partition/offset")
    private List<String> ids = List.of();

    @Option(names = "--all", description = "All that wait and pass the filters, up to --limit.")
    private boolean all;

    @Option(names = "--yes", description = "Does not ask; needed for --all where there is no terminal.")
    private boolean yes;

    @Mixin
    private FilterOptions filter;

    @Mixin
    private Limit limit;

    @Option(names = "--by", description = "Who does it, for the record (default: your user name).")
    private String by;

    String by() {
        return by == null ? System.getProperty("user.name") : by;
    }

    /** Empty where the person at the terminal did not agree. */
    Optional<Collection<LetterId>> choose(Letters letters, Clock clock, Ask ask, String verb) {
        if (!all) {
            return Optional.of(parsed());
        }
        var survey = letters.survey(filter.filter(clock), false, limit.most());
        if (survey.total() == 0) {
            command.commandLine().getOut().println("No dead letters.");
            return Optional.of(List.of());
        }
        if (!yes && !agreed(survey, ask, verb)) {
            return Optional.empty();
        }
        return Optional.of(
                survey.found().stream().map(found -> found.letter().id()).toList());
    }

    /** Before Kafka is asked for anything. */
    void check(Clock clock) {
        if (all == !ids.isEmpty()) {
            throw wrong("Name letters by their ids, or say --all; ./kiln dlq list shows the ids");
        }
        if (!all && !filter.isEmpty()) {
            throw wrong("--topic, --group, --reason and --since go with --all");
        }
        parsed();
        filter.filter(clock);
        limit.most();
    }

    private List<LetterId> parsed() {
        try {
            return ids.stream().map(LetterId::parse).toList();
        } catch (IllegalArgumentException e) {
            throw wrong(e.getMessage());
        }
    }

    private boolean agreed(Survey survey, Ask ask, String verb) {
        if (!ask.isPossible()) {
            throw new DlqFailure("--all needs --yes where there is no terminal to ask at; " + survey.total()
                    + " letters pass the filters, nothing was done");
        }
        var err = command.commandLine().getErr();
        survey.counts()
                .forEach((kind, count) -> err.println("  " + count + "  "
                        + kind.of().source().baseName() + ", group " + kind.of().group() + ", " + kind.reason()));
        err.flush();
        return ask.agrees(verb + " " + survey.found().size() + (survey.isCut() ? " of these " + survey.total() : "")
                + " letters?");
    }

    private ParameterException wrong(String message) {
        return new ParameterException(command.commandLine(), message);
    }
}
