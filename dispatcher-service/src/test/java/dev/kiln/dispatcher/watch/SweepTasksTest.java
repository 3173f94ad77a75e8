package dev.kiln.dispatcher.watch;

import static dev.kiln.dispatcher.task.Samples.NOW;
import static org.assertj.core.api.Assertions.assertThat;

import dev.kiln.contract.GenerationFailed;
import dev.kiln.contract.GenerationIds;
import dev.kiln.contract.Reason;
import dev.kiln.dispatcher.task.InDoubt;
import dev.kiln.dispatcher.task.InMemoryTasks;
import dev.kiln.dispatcher.task.Parked;
import dev.kiln.dispatcher.task.Queued;
import dev.kiln.dispatcher.task.Running;
import dev.kiln.dispatcher.task.Samples;
import dev.kiln.dispatcher.task.Submitting;
import dev.kiln.dispatcher.task.Task;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SweepTasksTest {

    @Test
    void aSenderThatNeverReportedLeavesADoubt() {
        assertThat(sweptAt(NOW.plusSeconds(59), Samples.submitting())).isInstanceOf(Submitting.class);
        assertThat(sweptAt(NOW.plusSeconds(60), Samples.submitting()))
                .isInstanceOfSatisfying(
                        InDoubt.class,
                        doubt -> assertThat(doubt.cause().reason()).isEqualTo(Reason.SENDER_LOST));
    }

    @Test
    void aDoubtThatNothingSettledIsParked() {
        assertThat(sweptAt(NOW.plusSeconds(7199), Samples.inDoubt())).isInstanceOf(InDoubt.class);
        assertThat(sweptAt(NOW.plusSeconds(7200), Samples.inDoubt())).isInstanceOf(Parked.class);
    }

    @Test
    void whatWasNotSubmittedInTimeFails() {
        InMemoryTasks tasks = new InMemoryTasks(Samples.queued());

        sweep(NOW.plusSeconds(86399), tasks);
        assertThat(tasks.only()).isInstanceOf(Queued.class);
        sweep(NOW.plusSeconds(86400), tasks);

        GenerationFailed event = (GenerationFailed) tasks.announced().get(0);
        assertThat(event.failure().reason()).isEqualTo(Reason.EXPIRED);
        assertThat(event.charge()).isNull();
    }

    /** A tenant's whole queue: what has expired is in the way of the others' claims. */
    @Test
    void whatExpiresTogetherFailsTogether() {
        InMemoryTasks tasks = new InMemoryTasks(IntStream.range(0, 1001)
                .mapToObj(number -> new Queued(
                        Samples.generation(GenerationIds.ofRequest("studio", "/sweep", "" + number)),
                        0,
                        false,
                        null,
                        NOW))
                .toArray(Task[]::new));

        sweep(NOW.plusSeconds(86400), tasks);

        assertThat(tasks.announced()).hasSize(1001);
    }

    @Test
    void leavesARunningTaskAlone() {
        assertThat(sweptAt(NOW.plus(Duration.ofDays(2)), Samples.running())).isInstanceOf(Running.class);
    }

    private static Task sweptAt(Instant time, Task task) {
        InMemoryTasks tasks = new InMemoryTasks(task);
        sweep(time, tasks);
        return tasks.only();
    }

    private static void sweep(Instant time, InMemoryTasks tasks) {
        new SweepTasks(tasks, Duration.ofHours(2), Clock.fixed(time, ZoneOffset.UTC), row -> {
                    throw row;
                })
                .sweep();
    }
}
