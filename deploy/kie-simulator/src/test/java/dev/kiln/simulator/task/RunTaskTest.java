package dev.kiln.simulator.task;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kiln.simulator.fault.TaskFailure;
import dev.kiln.simulator.truth.TruthEntry.CreditsCharged;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

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
    void chargesTheImagesThatTheMarkerAsksFor() {
        Task task = world.ended("bytedance/seedream-v4-edit", "x [[sim:images-2]]", "max_images=4");

        assertThat(((TaskState.Succeeded) task.state()).urls()).hasSize(2);
        assertThat(world.account.statement().charged()).isEqualByComparingTo("7");
        assertThat(world.account.balance()).isEqualByComparingTo("93");
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
    void queuesBetweenWaitingAndGenerating() {
        Task task = world.stored("flux-kontext-pro", "x [[sim:queuing]]");
        run.start(task);

        world.time.pass(Duration.ofMillis(300));
        assertThat(task.state()).isInstanceOf(TaskState.Queuing.class);
        world.time.pass(Duration.ofMillis(300));
        assertThat(task.state()).isInstanceOf(TaskState.Generating.class);
        world.time.pass(Duration.ofMillis(300));
        assertThat(task.state()).isInstanceOf(TaskState.Succeeded.class);
    }

    @Test
    void goesStraightFromWaitingToTheEnd() {
        Task task = world.stored("flux-kontext-pro", "x [[sim:straight]]");
        run.start(task);

        world.time.pass(Duration.ofMillis(899));
        assertThat(task.state()).isInstanceOf(TaskState.Waiting.class);
        world.time.pass(Duration.ofMillis(1));
        assertThat(task.state()).isInstanceOf(TaskState.Succeeded.class);
    }

    @Test
    void waitsForEver() {
        Task task = world.stored("flux-kontext-pro", "x [[sim:stuck-waiting]]");
        run.start(task);

        world.time.pass(Duration.ofDays(1));

        assertThat(task.state()).isInstanceOf(TaskState.Waiting.class);
    }

    @ParameterizedTest
    @CsvSource({
        "charge-more, 15, charge-more",
        "charge-less, 5, charge-less",
        "charge-fraction, 10.37, charge-fraction",
        "charge-nothing, 0, charge-nothing",
        "charge-unreported, 10, charge-unreported",
        "report-huge, 10, report-huge"
    })
    void chargesOtherwiseThanTheTableSaysAndLogsBoth(String word, String charged, String deviation) {
        Task task = world.ended("flux-kontext-max", "x [[sim:" + word + "]]");

        assertThat(((TaskState.Ended) task.state()).credits()).isEqualByComparingTo(charged);
        assertThat(world.account.statement().charged()).isEqualByComparingTo(charged);
        assertThat(world.account.balance())
                .isEqualByComparingTo(new BigDecimal("100").subtract(new BigDecimal(charged)));
        assertThat(charges()).singleElement().satisfies(charge -> {
            assertThat(charge.charged()).isEqualByComparingTo(charged);
            assertThat(charge.table()).isEqualByComparingTo("10");
            assertThat(charge.deviation()).isEqualTo(deviation);
        });
    }

    @Test
    void chargesAFailureInFullIfToldTo() {
        world.ended("flux-kontext-max", "x [[sim:fail]] [[sim:charge-failure]]");

        assertThat(world.account.balance()).isEqualByComparingTo("90");
        assertThat(charges())
                .singleElement()
                .satisfies(charge -> assertThat(charge.table()).isZero());
    }

    private List<CreditsCharged> charges() {
        return world.truth.after(0, 99).stream()
                .filter(line -> line.entry() instanceof CreditsCharged)
                .map(line -> (CreditsCharged) line.entry())
                .toList();
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
