package dev.kiln.dispatcher.operate;

import dev.kiln.dispatcher.overview.OpenState;
import dev.kiln.dispatcher.overview.OpenTaskQuery;
import dev.kiln.dispatcher.overview.Position;
import java.time.DateTimeException;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Reads the parameters of a list; each at most once, and none that is not known. The first that is wrong is a problem. */
public final class Parameters {

    public static final int MOST = 200;

    private static final int DEFAULT = 50;
    private static final int MOST_NAMED = 5;
    private static final int LONGEST_NAME = 32;
    private static final Pattern WORD = Pattern.compile("[!-~]{1,128}");
    private static final Pattern NUMBER = Pattern.compile("[0-9]{1,18}");
    private static final String STATES =
            Arrays.stream(OpenState.values()).map(OpenState::wireName).collect(Collectors.joining(", "));

    private final Map<String, List<String>> given;

    private Parameters(Map<String, List<String>> given) {
        this.given = given;
    }

    public static Parameters of(Map<String, List<String>> given, Set<String> known) {
        Set<String> unknown = new TreeSet<>(given.keySet());
        unknown.removeAll(known);
        if (!unknown.isEmpty()) {
            throw wrong(
                    unknown.stream().limit(MOST_NAMED).map(Parameters::shown).collect(Collectors.joining(", "))
                            + " is not known here; known are "
                            + known.stream().sorted().collect(Collectors.joining(", ")) + ".");
        }
        return new Parameters(given);
    }

    public static OpenTaskQuery tasks(Map<String, List<String>> given) {
        Parameters parameters =
                of(given, Set.of("state", "older-than", "tenant", "model", "account", "limit", "cursor"));
        OpenState state = parameters
                .value("state", OpenState::named, "must be one of " + STATES)
                .orElseThrow(() -> wrong("state is missing: it must be one of " + STATES + "."));
        return new OpenTaskQuery(
                state,
                parameters
                        .value("older-than", Parameters::duration, "must be a duration like PT30M or P1D")
                        .orElse(null),
                parameters.word("tenant"),
                parameters.word("model"),
                parameters.word("account"),
                parameters
                        .value("cursor", Position::of, "must be the nextCursor of an earlier list")
                        .orElse(null),
                parameters.limit());
    }

    public int limit() {
        return value("limit", Parameters::number, "must be 1 to " + MOST)
                .filter(limit -> {
                    if (limit < 1 || limit > MOST) {
                        throw wrong("limit must be 1 to " + MOST + ".");
                    }
                    return true;
                })
                .map(Long::intValue)
                .orElse(DEFAULT);
    }

    /** The id below which the next page begins. */
    public long before() {
        return value("cursor", Parameters::number, "must be the nextCursor of an earlier list")
                .orElse(Long.MAX_VALUE);
    }

    private String word(String name) {
        return value(
                        name,
                        text -> Optional.of(text)
                                .filter(word -> WORD.matcher(word).matches()),
                        "must be 1 to 128 visible characters")
                .orElse(null);
    }

    private <T> Optional<T> value(String name, Function<String, Optional<T>> reading, String rule) {
        List<String> values = given.getOrDefault(name, List.of());
        if (values.size() > 1) {
            throw wrong(name + " must be there once.");
        }
        return values.stream()
                .findFirst()
                .map(text -> reading.apply(text).orElseThrow(() -> wrong(name + " " + rule + ".")));
    }

    private static Optional<Long> number(String text) {
        return Optional.of(text)
                .filter(digits -> NUMBER.matcher(digits).matches())
                .map(Long::valueOf);
    }

    private static Optional<Duration> duration(String text) {
        try {
            return Optional.of(Duration.parse(text))
                    .filter(age -> !age.isNegative() && age.compareTo(Duration.ofDays(36500)) < 0);
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }

    private static String shown(String name) {
        String plain = name.replaceAll("[^A-Za-z0-9._-]", "?");
        return plain.length() <= LONGEST_NAME ? plain : plain.substring(0, LONGEST_NAME) + "…";
    }

    private static Problem.Raised wrong(String detail) {
        return Problem.of(ProblemKind.INVALID_PARAMETER, detail).raised();
    }
}
