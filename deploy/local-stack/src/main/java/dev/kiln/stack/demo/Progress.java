package dev.kiln.stack.demo;

import java.io.PrintStream;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;

/** Shows how far the generations are: on a terminal one line that is rewritten, elsewhere a line for each change. */
public final class Progress {
    private static final String START_OF_LINE = "\r\u001b[K";

    private final PrintStream out;
    private final boolean terminal;
    private final long started = System.nanoTime();
    private final Map<String, String> statuses = new LinkedHashMap<>();

    public Progress(PrintStream out, boolean terminal) {
        this.out = out;
        this.terminal = terminal;
    }

    void changed(String model, String status) {
        statuses.put(model, status);
        if (!terminal) {
            out.printf("%6s s  %-9s  %s%n", elapsed(), status, model);
        }
    }

    void tick() {
        if (terminal) {
            var counts = new TreeMap<String, Integer>();
            statuses.values().forEach(status -> counts.merge(status, 1, Integer::sum));
            var text = new StringBuilder();
            counts.forEach((status, count) ->
                    text.append("  ").append(count).append(' ').append(status));
            out.print(START_OF_LINE + elapsed() + " s" + text);
            out.flush();
        }
    }

    void finished() {
        if (terminal) {
            out.print(START_OF_LINE);
        }
    }

    private String elapsed() {
        var tenths = (System.nanoTime() - started) / 100_000_000;
        return tenths / 10 + "." + tenths % 10;
    }
}
