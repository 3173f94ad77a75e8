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
import java.util.function.IntConsumer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/**
 * How much of Kie's limit is used while work waits, by as many dispatchers as said, while one more comes, while one goes, and
 * while one of them is killed again and again. It takes ten minutes, so it runs by name alone:
 * {@code -Dit.test=UtilisationIT -Dutilisation.replicas=1,2,4}.
 */
@EnabledIfSystemProperty(named = "utilisation.replicas", matches = "[1-9](,[1-9])*")
class UtilisationIT {
    private static final int LIMIT = 20;
    private static final Duration WINDOW = Duration.ofSeconds(10);
    private static final int WINDOWS = 10;
    private static final Duration MEASURED = WINDOW.multipliedBy(WINDOWS);
    private static final int PARTS = 4;
    private static final double AT_LEAST = 0.9;
    /** The longest answer for which the figure is promised. */
    private static final String ANSWER = "PT0.5S";
    /** The dispatcher's own settings: how long a slot stays taken after an answer, and without one. */
    private static final Duration SLOT = Duration.ofMillis(10_200);

    private static final Duration SLOT_UNANSWERED = Duration.ofSeconds(60);

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
            isUsed(replicas + " replicas", figures, part -> {});
        }
        isUsed("one more in the middle, then one less", figures, part -> {
            switch (part) {
                case 1 -> addReplica();
                case 2 -> REPLICAS.removeFirst().askToStop();
                default -> {
                    // as many as there are
                }
            }
        });
        if (REPLICAS.isEmpty()) {
            addReplica();
        }
        isUsed("one of them killed every 25 s", figures, part -> {
            REPLICAS.removeFirst().kill();
            addReplica();
        });
        System.out.println("Utilisation over " + WINDOWS + " windows, answers after 0.5 s: " + figures);
        assertThat(RateKept.asKieDocumentsIt().violations(new Evidence(Set.of(), truth(), List.of(), List.of())))
                .isEmpty();
    }

    private static void isUsed(String by, List<String> figures, IntConsumer everyPart) {
        var use = measure(everyPart);
        figures.add("%s: %.1f %%".formatted(by, use.share() * 100)
                + (use.lost() == 0 ? "" : " (%d creates lost their sender)".formatted(use.lost())));
        assertThat(use.share()).as(figures.toString()).isGreaterThanOrEqualTo(AT_LEAST - use.unusable());
    }

    private static void addReplica() {
        REPLICAS.add(kiln.processes().startReplica(Part.DISPATCHER.title(), STARTED.incrementAndGet()));
    }

    /**
     * @param share of the creates that the limit allows
     * @param lost creates whose sender was killed before their answer
     */
    private record Use(double share, long lost) {
        /**
         * Whether Kie counted a lost create nobody knows, so its slot stays taken for the whole time without an answer: that
         * is what is lost at most, in windows that could have been used again.
         */
        double unusable() {
            return lost * (double) SLOT_UNANSWERED.minus(SLOT).toMillis() / SLOT.toMillis() / (LIMIT * WINDOWS);
        }
    }

    /** From a moment on at which work waits, with something done at the beginning of every part. */
    private static Use measure(IntConsumer everyPart) {
        for (var request = 0; request < LIMIT * (WINDOWS + 4); request++) {
            kiln.submit(RunningStack.MODEL, kiln.input(""));
        }
        var begun = Instant.now().plus(WINDOW);
        var end = begun.plus(MEASURED);
        for (var part = 0; part < PARTS; part++) {
            waitUntil(begun.plus(MEASURED.dividedBy(PARTS).multipliedBy(part)));
            everyPart.accept(part);
        }
        waitUntil(end);
        var creates = truth().creates().stream()
                .filter(create -> !create.at().isBefore(begun) && create.at().isBefore(end))
                .toList();
        var lost = creates.stream().filter(create -> !create.clear()).count();
        return new Use((double) creates.size() / (LIMIT * WINDOWS), lost);
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
