package dev.kiln.stack.deadletter.adapter;

import dev.kiln.contract.Topic;
import dev.kiln.stack.deadletter.LetterFilter;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Which letters. */
final class FilterOptions {
    @Spec(Spec.Target.MIXEE)
    private CommandSpec command;

    @Option(names = "--topic", description = "Of this topic, such as generation.requests.")
    private String topic;

    @Option(names = "--group", description = "That this group could not take, such as dispatcher.")
    private String group;

    @Option(names = "--reason", description = "With this reason, such as UNREADABLE.")
    private String reason;

    @Option(
            names = "--since",
            paramLabel = "TIME",
            description = "Written since then: 2026-01-31T12:00:00Z, or how long ago: 30m, 2h, 7d.")
    private String since;

    /** @throws ParameterException where a value is none */
    LetterFilter filter(Clock clock) {
        var filter = new LetterFilter(topic(), group, reason, since(clock));
        if (group != null
                && Arrays.stream(Topic.values()).noneMatch(one -> one.groups().contains(group))) {
            throw wrong("--group " + group + " is none; there are "
                    + Arrays.stream(Topic.values())
                            .flatMap(one -> one.groups().stream())
                            .distinct()
                            .sorted()
                            .collect(Collectors.joining(", ")));
        }
        return filter;
    }

    boolean isEmpty() {
        return topic == null && group == null && reason == null && since == null;
    }

    private Topic topic() {
        if (topic == null) {
            return null;
        }
        return Arrays.stream(Topic.values())
                .filter(one -> one.baseName().equals(topic))
                .findFirst()
                .orElseThrow(() -> wrong("--topic " + topic + " is none; there are "
                        + Arrays.stream(Topic.values()).map(Topic::baseName).collect(Collectors.joining(", "))));
    }

    private Instant since(Clock clock) {
        if (since == null) {
            return null;
        }
        try {
            return since.matches("[0-9]{1,6}[smhd]") ? clock.instant().minus(ago(since)) : Instant.parse(since);
        } catch (DateTimeException e) {
            throw wrong("--since " + since + " is neither a time such as 2026-01-31T12:00:00Z nor one ago such as 2h");
        }
    }

    private static Duration ago(String text) {
        var upper = text.toUpperCase(Locale.ROOT);
        return Duration.parse(upper.endsWith("D") ? "P" + upper : "PT" + upper);
    }

    private ParameterException wrong(String message) {
        return new ParameterException(command.commandLine(), message);
    }
}
