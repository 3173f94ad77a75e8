package dev.kiln.simulator.task;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kiln.simulator.fault.TaskFailure;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class RunTaskTest {

    private static final Duration WHOLE = Duration.ofSeconds(1);

    private final World world = new World();
    private final RunTask run = world.running();

    @Test
    void walksFromWaitingOverGeneratingToSuccess() {
        Task task = world.stored("google/nano-banana-edit", "x", "output_format=jpeg");
        run.start(task);

        assertThat(task.state()).isInstanceOf(TaskState.Waiting.class);
        world.time.pass(Duration.ofMillis(300));
        assertThat(task.state()).isInstanceOf(TaskState.Generating.class);
        world.time.pass(Duration.ofMillis(599));
        assertThat(world.ended).isEmpty();
        world.time.pass(Duration.ofMillis(1));
        assertThat(task.state())
                .isInstanceOfSatisfying(
                        TaskState.Succeeded.class,
                        success ->
                                assertThat(success.urls()).containsExactly("http://sim/files/" + task.id() + "/0.jpg"));
        assertThat(world.ended).containsExactly(task);
    }

    @Test
    void chargesWhatASuccessCosts() {
        Task task = world.stored("bytedance/seedream-v4-edit", "x [[sim:fewer-images]]", "max_images=4");
        assertThat(world.account.balance()).isEqualByComparingTo("86");

        run.start(task);
        world.time.pass(WHOLE);

        assertThat(((TaskState.Succeeded) task.state()).urls()).hasSize(3);
        assertThat(world.account.statement().charged()).isEqualByComparingTo("10.5");
        assertThat(world.account.balance()).isEqualByComparingTo("89.5");
    }

    @Test
    void givesTheHoldBackWhenATaskFails() {
        Task task = world.stored("veo3_fast", "x [[sim:fail-policy]]");

        run.start(task);
        world.time.pass(WHOLE);

        assertThat(task.state())
                .isInstanceOfSatisfying(
                        TaskState.Failed.class,
                        failed -> assertThat(failed.failure()).isEqualTo(TaskFailure.POLICY));
        assertThat(world.account.balance()).isEqualByComparingTo("100");
        assertThat(world.account.statement().charged()).isZero();
    }

    @Test
    void chargesASuccessWithoutResultsInFull() {
        Task task = world.stored("flux-kontext-max", "x [[sim:no-result]]");

        run.start(task);
        world.time.pass(WHOLE);

        assertThat(((TaskState.Succeeded) task.state()).urls()).isEmpty();
        assertThat(world.account.balance()).isEqualByComparingTo("90");
    }

    @Test
    void generatesForEverWhenStuck() {
        Task task = world.stored("flux-kontext-pro", "x [[sim:stuck]]");

        run.start(task);
        world.time.pass(Duration.ofDays(1));

        assertThat(task.state()).isInstanceOf(TaskState.Generating.class);
        assertThat(world.account.balance()).isEqualByComparingTo("95");
    }

    @Test
    void endsOnceEvenIfItIsFinishedWhileItRuns() {
        Task task = world.stored("flux-kontext-pro", "x");

        run.finishNow(task, () -> {});

        assertThat(world.ended).containsExactly(task);
        assertThat(world.truth.after(0, 99))
                .extracting(line -> line.entry().kind())
                .containsExactly("hold", "state", "state", "charge", "state");
    }

    @Test
    void refusesAnOrderThatTheAccountCannotPay() {
        assertThat(world.store("wan/2-5-image-to-video", "x", "duration=10"))
                .isInstanceOf(StoreTask.ShortOfCredits.class);
        assertThat(world.account.balance()).isEqualByComparingTo("100");
    }

    @Test
    void makesRoomByForgettingEndedTasksOnly() {
        Task first = world.stored("flux-kontext-pro", "x");
        for (int i = 1; i < 10; i++) {
            world.stored("flux-kontext-pro", "x");
        }
        assertThat(world.store("flux-kontext-pro", "x")).isInstanceOf(StoreTask.Full.class);

        run.finishNow(first, () -> {});

        assertThat(world.store("flux-kontext-pro", "x")).isInstanceOf(StoreTask.Done.class);
    }
}
