package dev.kiln.stack.bench.tables;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.HdrHistogram.Histogram;

/**
 * How long each statement took in the server, as its JSON log tells: planning, binding and executing together, without
 * the way there and back.
 */
public final class StatementLog {
    private static final Pattern DURATION =
            Pattern.compile("duration: ([0-9.]+) ms  (parse|bind|execute|statement)[^:]*: (.*)", Pattern.DOTALL);
    private static final double MICROS_PER_MILLI = 1000;
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Map<String, Histogram> byStatement = new LinkedHashMap<>();
    private final Map<Integer, Double> preparing = new HashMap<>();

    private StatementLog() {}

    /** Of the log's lines, histograms of microseconds by statement, the spaces of each drawn together. */
    public static Map<String, Histogram> read(List<String> lines, String database) {
        var log = new StatementLog();
        lines.stream()
                .map(StatementLog::line)
                .filter(line -> line.path("dbname").asText().equals(database))
                .forEach(log::take);
        return log.byStatement;
    }

    private static JsonNode line(String line) {
        try {
            return JSON.readTree(line);
        } catch (JsonProcessingException cutOffAtTheEnd) {
            return JSON.createObjectNode();
        }
    }

    private void take(JsonNode line) {
        var told = DURATION.matcher(line.path("message").asText());
        if (!told.matches()) {
            return;
        }
        var session = line.path("pid").asInt();
        var millis = Double.parseDouble(told.group(1));
        if (told.group(2).equals("parse") || told.group(2).equals("bind")) {
            preparing.merge(session, millis, Double::sum);
            return;
        }
        var prepared = preparing.remove(session);
        var micros = Math.round((millis + (prepared == null ? 0 : prepared)) * MICROS_PER_MILLI);
        byStatement
                .computeIfAbsent(told.group(3).replaceAll("\\s+", " ").strip(), statement -> new Histogram(2))
                .recordValue(micros);
    }
}
