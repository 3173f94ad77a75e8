package dev.kiln.dispatcher.settle;

import static dev.kiln.dispatcher.task.Samples.NOW;

import dev.kiln.catalog.Catalog;
import dev.kiln.contract.Submission;
import dev.kiln.dispatcher.task.InMemoryTasks;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Set;

/** Settles tasks at {@code NOW}, and has what most tests of it say. */
final class SettleScene {

    static final List<String> URLS = List.of("https://files.example.com/1.mp4");

    /** Each, after a while. */
    static final Confirmation CONFIRMING = new Confirmation(1, Duration.ofSeconds(10), Set.of("main"));

    private static final Clock CLOCK = Clock.fixed(NOW, ZoneOffset.UTC);

    private SettleScene() {}

    static SettleTask settle(InMemoryTasks tasks) {
        return settle(tasks, CONFIRMING, new SilentSettlements());
    }

    static SettleTask settle(InMemoryTasks tasks, Confirmation confirmation, SettleObserver observer) {
        return new SettleTask(tasks, new Endings(Catalog.bundled()), confirmation, CLOCK, observer);
    }

    static Submission of(int attempt, String taskId) {
        return new Submission(attempt, "main", taskId, NOW);
    }
}
