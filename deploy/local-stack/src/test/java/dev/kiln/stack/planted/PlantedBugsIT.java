package dev.kiln.stack.planted;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.kiln.stack.LocalStack;
import dev.kiln.stack.Part;
import dev.kiln.stack.StackOptions;
import dev.kiln.stack.guarantee.Guarantee;
import dev.kiln.stack.guarantee.RateKept;
import dev.kiln.stack.guarantee.SubmittedAtMostOnce;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The guarantees see the mistakes that they are for, on the real processes. By {@code -Pplanted-bugs} alone. */
@Tag("planted-bugs")
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class PlantedBugsIT {
    static final int LIMIT = 6;

    private static final Duration WINDOW = Duration.ofSeconds(4);
    private static final RateKept RATE = new RateKept(LIMIT, WINDOW);
    /** What is broken once stays broken; of anything else it is waited until no more comes. */
    private static final Set<Class<? extends Guarantee>> AT_ONCE = Set.of(SubmittedAtMostOnce.class, RateKept.class);
    /** Longer than any time that is configured here. */
    private static final Duration SILENCE = Duration.ofSeconds(14);

    private static final Duration CAUGHT_WITHIN = Duration.ofSeconds(70);

    private static final Map<String, String> DISPATCHER = Map.of(
            "KILN_KIE_CREATES_PER_WINDOW", Integer.toString(LIMIT),
            "KILN_SUBMIT_SLOT_WINDOW", WINDOW.plusMillis(500).toString(),
            "KILN_KIE_ANSWER_TIMEOUT", "4s",
            "KILN_SUBMIT_SLOT_UNANSWERED", "10s",
            "KILN_DOUBT_PARKS_AFTER", "4s",
            "KILN_POLL_FIRST_AFTER", "3s",
            "KILN_POLL_SHORTEST_INTERVAL", "1s",
            "KILN_POLL_CONFIRM_AFTER", "6s",
            "KAFKA_GROUP_INSTANCE_ID", "dispatcher-of-the-bugs");

    private static final Map<String, String> SIMULATOR = Map.of(
            "KIE_SIMULATOR_RATE_LIMIT", Integer.toString(LIMIT),
            "KIE_SIMULATOR_RATE_WINDOW", WINDOW.toString(),
            "KIE_SIMULATOR_SLOW", "2500ms");

    private static PlantedBugs bugs;
    private static LocalStack stack;

    @BeforeAll
    static void start(@TempDir Path directory) {
        bugs = new PlantedBugs(directory);
        var dispatcher = new HashMap<>(DISPATCHER);
        dispatcher.putAll(bugs.environment().get(Part.DISPATCHER));
        var root = Path.of(System.getProperty("kiln.root")).toAbsolutePath().normalize();
        stack = LocalStack.start(StackOptions.of(root, "planted")
                .withTasksOf(Duration.ofMillis(200), Duration.ofMillis(600))
                .withEnvironment(Map.of(Part.DISPATCHER, dispatcher, Part.SIMULATOR, SIMULATOR)));
    }

    @AfterAll
    static void stop() {
        if (stack != null) {
            stack.close();
        }
    }

    /** So that it is the bug that is caught, not the scene. */
    @Test
    @Order(1)
    void noSceneBreaksAnythingByItself() {
        var stage = new Stage(stack);
        for (var bug : PlantedBug.values()) {
            Scenes.play(bug, stage);
            stage.awaitSuccess(stage.submit(""));
        }
        await().atMost(CAUGHT_WITHIN).pollInterval(Duration.ofSeconds(2)).untilAsserted(() -> {
            var evidence = stage.evidence();
            for (var guarantee : Guarantee.all(RATE)) {
                if (!guarantee.getClass().getSimpleName().startsWith("Ledger")) {
                    assertThat(guarantee.violations(evidence))
                            .as(guarantee.toString())
                            .isEmpty();
                }
            }
            assertThat(stage.silence()).isGreaterThan(SILENCE);
        });
    }

    @ParameterizedTest
    @EnumSource
    @Order(2)
    void isCaughtByTheGuaranteeThatWasNamed(PlantedBug bug) {
        var before = new Stage(stack);
        before.awaitSuccess(before.submit(""));
        var stage = new Stage(stack);
        bugs.switchOn(bug);
        try {
            Scenes.play(bug, stage);
            await(bug + " is caught by " + bug.guarantee().getSimpleName())
                    .atMost(CAUGHT_WITHIN)
                    .pollInterval(Duration.ofSeconds(1))
                    .until(() -> !breaches(bug, stage).isEmpty()
                            && (AT_ONCE.contains(bug.guarantee())
                                    || stage.silence().compareTo(SILENCE) > 0));
            System.out.println(bug + " is caught by " + bug.guarantee().getSimpleName() + ": "
                    + breaches(bug, stage).getFirst());
        } finally {
            bugs.switchOff(bug);
        }
    }

    private static List<String> breaches(PlantedBug bug, Stage stage) {
        var named = Guarantee.all(RATE).stream()
                .filter(guarantee -> guarantee.getClass() == bug.guarantee())
                .findFirst()
                .orElseThrow();
        return named.violations(stage.evidence());
    }
}
