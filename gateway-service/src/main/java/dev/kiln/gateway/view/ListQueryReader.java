package dev.kiln.gateway.view;

import dev.kiln.contract.References;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Reads the parameters of a list; each at most once, and none that is not known. */
public final class ListQueryReader {

    private static final List<String> NAMES =
            List.of("status", "model", "reference", "acceptedFrom", "acceptedTo", "limit", "cursor");
    private static final List<String> STATUSES =
            Arrays.stream(Status.values()).map(Status::wireName).toList();
    private static final Pattern MODEL = Pattern.compile("[!-~]{1,128}");
    private static final Pattern NUMBER = Pattern.compile("[0-9]{1,3}");
    private static final int DEFAULT_LIMIT = 50;
    private static final int MAX_LIMIT = 200;

    private final Map<String, List<String>> parameters;

    private ListQueryReader(Map<String, List<String>> parameters) {
        this.parameters = parameters;
    }

    /** Throws {@link BadParameter} for the first one that is wrong. */
    public static ListQuery read(Map<String, List<String>> parameters) {
        if (!NAMES.containsAll(parameters.keySet())) {
            String unknown = parameters.keySet().stream()
                    .filter(name -> !NAMES.contains(name))
                    .map(ListQueryReader::shown)
                    .sorted()
                    .collect(Collectors.joining(", "));
            throw new BadParameter(unknown + " is not known here; known are " + String.join(", ", NAMES) + ".");
        }
        return new ListQueryReader(parameters).read();
    }

    private ListQuery read() {
        ListQuery query = new ListQuery(
                value("status", ListQueryReader::status, "must be one of " + String.join(", ", STATUSES)),
                value("model", text -> matching(MODEL, text), "must be the id of a model"),
                value(
                        "reference",
                        text -> matching(References.REFERENCE, text),
                        "must be 1 to 64 of A-Z a-z 0-9 . _ : / -"),
                time("acceptedFrom"),
                time("acceptedTo"),
                value("cursor", Place::of, "must be the nextCursor of an earlier list"),
                limit());
        if (query.from() != null && query.to() != null && !query.from().isBefore(query.to())) {
            throw new BadParameter("acceptedTo must be after acceptedFrom.");
        }
        return query;
    }

    private int limit() {
        Integer limit = value("limit", ListQueryReader::number, "must be 1 to " + MAX_LIMIT);
        return limit == null ? DEFAULT_LIMIT : limit;
    }

    private Instant time(String name) {
        return value(name, ListQueryReader::instant, "must be a time like 2030-01-31T12:00:00Z");
    }

    private <T> T value(String name, Function<String, Optional<T>> reading, String rule) {
        List<String> values = parameters.getOrDefault(name, List.of());
        if (values.isEmpty()) {
            return null;
        }
        if (values.size() > 1) {
            throw new BadParameter(name + " must be there once.");
        }
        return reading.apply(values.getFirst()).orElseThrow(() -> new BadParameter(name + " " + rule + "."));
    }

    private static Optional<Status> status(String text) {
        return STATUSES.contains(text) ? Optional.of(Status.named(text)) : Optional.empty();
    }

    private static Optional<Integer> number(String text) {
        return matching(NUMBER, text).map(Integer::valueOf).filter(number -> number >= 1 && number <= MAX_LIMIT);
    }

    private static Optional<Instant> instant(String text) {
        try {
            return Optional.of(Instant.parse(text)).filter(Times::areKept);
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }

    private static Optional<String> matching(Pattern pattern, String text) {
        return Optional.of(text).filter(candidate -> pattern.matcher(candidate).matches());
    }

    /** Names come from outside. */
    private static String shown(String name) {
        String plain = name.replaceAll("[^A-Za-z0-9._-]", "?");
        return plain.length() <= 32 ? plain : plain.substring(0, 32) + "…";
    }
}
