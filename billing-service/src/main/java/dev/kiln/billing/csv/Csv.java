package dev.kiln.billing.csv;

import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * A table as RFC 4180 has it: a header row, lines that end in CRLF, fields quoted where they must be. What a spreadsheet
 * would run as a formula stands behind an apostrophe, which spreadsheets take for "this is text".
 */
public final class Csv {

    private static final String LINE_END = "\r\n";
    private static final Pattern NUMBER = Pattern.compile("-?[0-9]+(\\.[0-9]+)?");
    private static final Pattern FORMULA = Pattern.compile("(?s)[=+\\-@\\t\\r\\n].*");
    private static final Pattern NEEDS_QUOTES = Pattern.compile("(?s).*[\",\\r\\n'].*|\\s.*|.*\\s");

    private Csv() {}

    public static String of(Tabular table) {
        StringBuilder text = new StringBuilder(line(table.columns()));
        table.cells().forEach(row -> text.append(line(row)));
        return text.toString();
    }

    private static String line(List<String> fields) {
        return fields.stream().map(Csv::field).collect(Collectors.joining(",", "", LINE_END));
    }

    private static String field(String value) {
        if (value == null || NUMBER.matcher(value).matches()) {
            return value == null ? "" : value;
        }
        String harmless = FORMULA.matcher(value).matches() ? "'" + value : value;
        return NEEDS_QUOTES.matcher(harmless).matches() ? "\"" + harmless.replace("\"", "\"\"") + "\"" : harmless;
    }
}
