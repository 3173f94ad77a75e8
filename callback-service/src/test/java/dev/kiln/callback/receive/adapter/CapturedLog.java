package dev.kiln.callback.receive.adapter;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Formatter;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.logging.SimpleFormatter;

/** Everything that is logged between start and stop, stack traces included. */
final class CapturedLog extends Handler {

    private final Formatter formatter = new SimpleFormatter();
    private final List<String> lines = new CopyOnWriteArrayList<>();

    void start() {
        Logger.getLogger("").addHandler(this);
        Logger.getLogger("dev.kiln").info("capturing");
    }

    List<String> stop() {
        Logger.getLogger("").removeHandler(this);
        if (lines.isEmpty()) {
            throw new IllegalStateException("nothing was captured");
        }
        return List.copyOf(lines);
    }

    @Override
    public void publish(LogRecord entry) {
        lines.add(formatter.format(entry) + formatter.formatMessage(entry));
    }

    @Override
    public void flush() {}

    @Override
    public void close() {}
}
