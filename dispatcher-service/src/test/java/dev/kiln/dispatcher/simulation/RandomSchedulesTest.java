package dev.kiln.dispatcher.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kiln.contract.GenerationIds;
import dev.kiln.dispatcher.simulation.SimulatedKie.KieTask;
import dev.kiln.dispatcher.task.Queued;
import dev.kiln.dispatcher.task.Samples;
import dev.kiln.dispatcher.task.Task;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestReporter;

/** Several tasks through random schedules of two replicas with many mishaps. {@code -Dkiln.schedule=SEED} replays one. */
class RandomSchedulesTest {

    private static final int SCHEDULES = 5_000;
    private static final int STEPS = 40;
    private static final int MOST_MISHAPS = 6;

    @Test
    void noScheduleBreaksAGuarantee(TestReporter reporter) {
        long begun = System.nanoTime();
        Long replayed = Long.getLong("kiln.schedule");
        long first = replayed == null ? 1 : replayed;
        long last = replayed == null ? SCHEDULES : replayed;
        for (long seed = first; seed <= last; seed++) {
            Choices choices = Choices.of(new Random(seed));
            World world = new World(choices, MOST_MISHAPS, during -> step(during, choices, false), tasks());
            for (int step = 0; step < STEPS; step++) {
                step(world, choices, true);
            }
            world.comeToRest();
            assertThat(Verdict.on(world)).as("-Dkiln.schedule=" + seed).isEmpty();
        }
        double minutes = (System.nanoTime() - begun) / 60e9;
        reporter.publishEntry("schedules a minute", "%,.0f".formatted((last - first + 1) / minutes));
    }

    private static Task[] tasks() {
        return IntStream.range(0, 4)
                .mapToObj(number -> Samples.generation(GenerationIds.ofRequest("studio", "/simulation", "" + number)))
                .map(generation -> new Queued(generation, 0, false, null, Samples.NOW))
                .toArray(Task[]::new);
    }

    /** @param submits false for the replica that acts while the other one waits for Kie's answer */
    private static void step(World world, Choices choices, boolean submits) {
        switch (choices.choose(7)) {
            case 0, 1 -> {
                if (submits) {
                    world.submitNext();
                }
            }
            case 2 -> world.sweep();
            case 3 -> world.pollDue();
            case 4 ->
                world.pass(choices.oneOf(List.of(
                        Duration.ofMillis(300), Duration.ofSeconds(4), Duration.ofSeconds(61), Duration.ofHours(2))));
            case 5 -> {
                if (choices.choose(5) == 0) {
                    world.cancel(choices.oneOf(world.tables.all()).generation().id());
                }
            }
            default -> {
                List<KieTask> tasks = List.copyOf(world.kie.tasks());
                if (!tasks.isEmpty()) {
                    KieTask task = choices.oneOf(tasks);
                    if (choices.choose(4) == 0) {
                        if (choices.choose(3) == 0) {
                            world.hintFalsely(choices.oneOf(world.tables.all()), task);
                        }
                        world.hint(task);
                    } else {
                        world.callBack(task);
                    }
                }
            }
        }
    }
}
