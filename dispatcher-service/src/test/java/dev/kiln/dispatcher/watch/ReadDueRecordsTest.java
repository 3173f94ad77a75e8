package dev.kiln.dispatcher.watch;

import static dev.kiln.dispatcher.task.Samples.NOW;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.kiln.dispatcher.task.Change;
import dev.kiln.dispatcher.task.Samples;
import dev.kiln.dispatcher.task.Task;
import dev.kiln.dispatcher.task.Tasks;
import dev.kiln.dispatcher.task.Transition;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ReadDueRecordsTest {

    private static final Duration LEASE = Duration.ofSeconds(40);
    private static final Clock CLOCK = Clock.fixed(NOW, ZoneOffset.UTC);
    private static final Duration DEADLINE = Duration.ofSeconds(10);

    private final Due due = new Due();
    private final AtomicInteger read = new AtomicInteger();
    private final AtomicInteger hanging = new AtomicInteger();
    private final AtomicInteger confirmed = new AtomicInteger();
    private final CountDownLatch answer = new CountDownLatch(1);

    @AfterEach
    void let() {
        answer.countDown();
    }

    @Test
    void whatHangsKeepsNoOtherFromBeingRead() {
        due.polls(ReadDueRecords.MOST_AT_A_TIME - ReadDueRecords.BATCH);
        ReadDueRecords hang = onThreads(task -> hang());
        hang.begin();
        await().atMost(DEADLINE)
                .until(hanging::get, now -> now == ReadDueRecords.MOST_AT_A_TIME - ReadDueRecords.BATCH);

        due.polls(300);
        hang.begin();
        assertThat(due.polls).as("what may begin has begun").hasSize(250);
    }

    @Test
    void readsMoreThanABatchWhereReadsComeBack() {
        due.polls(400);

        atOnce(task -> {
                    read.incrementAndGet();
                    return PollResult.FINISHED;
                })
                .begin();

        assertThat(read).hasValue(400);
        assertThat(due.polls).isEmpty();
    }

    @Test
    void confirmsWhileMoreTasksAreDueToBePolledThanCanBe() {
        due.polls(10_000);
        due.confirmations(10_000);

        atOnce(task -> {
                    (task == due.ended ? confirmed : read).incrementAndGet();
                    return PollResult.FINISHED;
                })
                .begin();

        assertThat(read).hasValue(800);
        assertThat(confirmed).hasValue(200);
    }

    @Test
    void doesNotGoOnOnceManyFoundNoSlot() {
        due.polls(100_000);

        atOnce(task -> {
                    read.incrementAndGet();
                    return PollResult.NO_SLOT;
                })
                .begin();

        assertThat(read.get()).isBetween(ReadDueRecords.BATCH, 2 * ReadDueRecords.BATCH);
    }

    private PollResult hang() {
        hanging.incrementAndGet();
        try {
            answer.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return PollResult.UNREADABLE;
    }

    private ReadDueRecords atOnce(Function<Task, PollResult> how) {
        return new ReadDueRecords(due, LEASE, how, Runnable::run, CLOCK);
    }

    private ReadDueRecords onThreads(Function<Task, PollResult> how) {
        return new ReadDueRecords(due, LEASE, how, work -> Thread.ofVirtual().start(work), CLOCK);
    }

    /** What is due is taken once. */
    private static final class Due implements Tasks {

        private final Deque<Task> polls = new ArrayDeque<>();
        private final Deque<Task> confirmations = new ArrayDeque<>();
        private final Task running = Samples.running();
        private final Task ended =
                Samples.running().finish("task-1", Samples.success("50"), NOW).next();

        void polls(int count) {
            polls.clear();
            IntStream.range(0, count).forEach(one -> polls.add(running));
        }

        void confirmations(int count) {
            IntStream.range(0, count).forEach(one -> confirmations.add(ended));
        }

        private static List<Task> take(Deque<Task> from, int limit) {
            List<Task> taken = new ArrayList<>();
            while (taken.size() < limit && !from.isEmpty()) {
                taken.add(from.poll());
            }
            return taken;
        }

        @Override
        public List<Task> takeDueForPoll(Instant now, Instant leaseUntil, int limit) {
            return take(polls, limit);
        }

        @Override
        public List<Task> takeDueForConfirmation(Instant now, Instant leaseUntil, int limit) {
            return take(confirmations, limit);
        }

        @Override
        public Change change(String generationId, Function<Task, Optional<Transition>> change) {
            throw new AssertionError("nothing is changed here");
        }

        @Override
        public boolean isOfAnother(String taskId, String generationId) {
            throw new AssertionError("nothing is judged here");
        }

        @Override
        public List<String> unreported(Instant now, int limit) {
            return List.of();
        }

        @Override
        public List<String> unsettled(Instant now, int limit) {
            return List.of();
        }

        @Override
        public List<String> expired(Instant now, int limit) {
            return List.of();
        }

        @Override
        public int forgetEndedBefore(Instant time, int limit) {
            return 0;
        }
    }
}
