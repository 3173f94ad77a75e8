package dev.kiln.stack.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.kiln.stack.Part;
import dev.kiln.stack.Replica;
import dev.kiln.stack.guarantee.Evidence;
import dev.kiln.stack.guarantee.RateKept;
import dev.kiln.stack.guarantee.Truth;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/**
 * How much of Kie's limit is used while work waits, by as many dispatchers as said, and while one of them is killed again and
 * again. It takes ten minutes, so it runs by name alone: {@code -Dit.test=UtilisationIT -Dutilisation.replicas=1,2,4}.
 */
@EnabledIfSystemProperty(named = "utilisation.replicas", matches = "[1-9](,[1-9])*")
class UtilisationIT {
    private static final int LIMIT = 20;
    private static final Duration WINDOW = Duration.ofSeconds(10);
    private static final int WINDOWS = 10;
    private static final Duration MEASURED = WINDOW.multipliedBy(WINDOWS);
    /** The longest answer for which the figure is promised. */
    private static final String ANSWER = "PT0.5S";

    private static RunningStack kiln;
    private static final List<Replica> REPLICAS = new ArrayList<>();
    private static final AtomicInteger STARTED = new AtomicInteger(1);

    @BeforeAll
    static void start() {
        kiln = RunningStack.start(
                "utilisation",
                Map.of(Part.SIMULATOR, Map.of("KIE_SIMULATOR_ALWAYS", "slow", "KIE_SIMULATOR_SLOW", ANSWER)));
    }

    @AfterAll
    static void stop() {
        if (kiln != null) {
            kiln.close();
        }
    }

    @Test
    void ninetyPercentOfTheLimitAreUsedAndItIsNeverExceeded() {
        var figures = new ArrayList<String>();
        for (var replicas : System.getProperty("utilisation.replicas").split(",")) {
            while (REPLICAS.size() < Integer.parseInt(replicas) - 1) {
                addReplica();
            }
            var used = measure(() -> {});
            figures.add("%s replicas: %.1f %%".formatted(replicas, used * 100));
            assertThat(used).as(figures.toString()).isGreaterThanOrEqualTo(0.9);
        }
        if (!REPLICAS.isEmpty()) {
            var killing = measure(() -> {
                REPLICAS.removeFirst().kill();
                addReplica();
            });
            figures.add("one of them killed every 25 s: %.1f %%".formatted(killing * 100));
        }
        System.out.println("Utilisation over " + WINDOWS + " windows, answers after 0.5 s: " + figures);
        assertThat(RateKept.asKieDocumentsIt().violations(new Evidence(Set.of(), truth(), List.of(), List.of())))
                .isEmpty();
    }

    private static void addReplica() {
        REPLICAS.add(kiln.processes().startReplica(Part.DISPATCHER.title(), STARTED.incrementAndGet()));
    }

    /** The share of the creates that the limit allows, from a moment on at which work waits. */
    private static double measure(Runnable everyQuarter) {
        for (var request = 0; request < LIMIT * (WINDOWS + 4); request++) {
            kiln.submit(RunningStack.MODEL, kiln.input(""));
        }
        var begun = Instant.now().plus(WINDOW);
        var end = begun.plus(MEASURED);
        for (var next = begun; next.isBefore(end); next = next.plus(MEASURED.dividedBy(4))) {
            waitUntil(next);
            everyQuarter.run();
        }
        waitUntil(end);
        var creates = truth().creates().stream()
                .filter(create -> !create.at().isBefore(begun) && create.at().isBefore(end))
                .count();
        return (double) creates / (LIMIT * WINDOWS);
    }

    private static void waitUntil(Instant moment) {
        await().atMost(MEASURED.plusSeconds(60))
                .pollInterval(Duration.ofMillis(100))
                .until(() -> !Instant.now().isBefore(moment));
    }

    private static Truth truth() {
        return kiln.stack().simulator().truth();
    }
}
