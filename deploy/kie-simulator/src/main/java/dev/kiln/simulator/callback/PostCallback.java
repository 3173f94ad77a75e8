package dev.kiln.simulator.callback;

import java.util.Map;
import java.util.function.Consumer;

/** Sends one HTTP POST. */
@FunctionalInterface
public interface PostCallback {

    /** @param outcome is called exactly once */
    void post(String url, Map<String, String> headers, String body, Consumer<Outcome> outcome);

    /** What became of a post. */
    sealed interface Outcome {}

    record Answered(int status) implements Outcome {}

    /** @param problem timeout, refused, failed, bad-url, queue-full or lost */
    record Unanswered(String problem) implements Outcome {}
}
