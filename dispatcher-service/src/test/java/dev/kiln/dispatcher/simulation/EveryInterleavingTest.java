package dev.kiln.dispatcher.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kiln.dispatcher.task.Parked;
import dev.kiln.dispatcher.task.Queued;
import dev.kiln.dispatcher.task.Samples;
import dev.kiln.dispatcher.task.Submitting;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** One task through every way that a create can go, every moment of its callback, and two mishaps at every pair of places. */
class EveryInterleavingTest {

    private int histories;
    private int parked;

    @Test
    void noHistoryBreaksAGuarantee() {
        Choices.Every choices = new Choices.Every();
        do {
            World world = live(choices);
            assertThat(Verdict.on(world)).as("choices " + choices.told()).isEmpty();
            histories++;
            parked += world.tables.only() instanceof Parked ? 1 : 0;
        } while (choices.next());

        assertThat(histories).isGreaterThan(10_000);
        assertThat(parked).isPositive();
    }

    /** The judge itself is judged: a sweeper that puts a silent sender's task back into the queue pays twice. */
    @Test
    void aTakeoverThatSendsAgainIsCaught() {
        Choices.Every choices = new Choices.Every();
        boolean caught = false;
        do {
            World world = new World(choices, 1, during -> {}, Samples.queued());
            world.submitNext();
            if (world.tables.only() instanceof Submitting silent) {
                Queued again = (Queued)
                        silent.requeue(Samples.CAUSE, Samples.NOW, Samples.NOW).next();
                world.tables.put(again);
            }
            world.comeToRest();
            List<String> broken = Verdict.on(world);
            caught |= broken.stream().anyMatch(what -> what.startsWith("two tasks were created"));
        } while (!caught && choices.next());

        assertThat(caught).isTrue();
    }

    private static World live(Choices choices) {
        World world = new World(choices, 2, during -> callBack(during, choices), Samples.queued());
        world.submitNext();
        callBack(world, choices);
        world.pass(Duration.ofSeconds(61));
        world.sweep();
        callBack(world, choices);
        world.pass(World.DOUBT_PARKS_AFTER);
        world.sweep();
        callBack(world, choices);
        world.comeToRest();
        return world;
    }

    /** At any moment the callback may come, as a hint alone, or come again. */
    private static void callBack(World world, Choices choices) {
        for (SimulatedKie.KieTask task : List.copyOf(world.kie.tasks())) {
            switch (choices.choose(3)) {
                case 1 -> world.callBack(task);
                case 2 -> world.hint(task);
                default -> {}
            }
        }
    }
}
