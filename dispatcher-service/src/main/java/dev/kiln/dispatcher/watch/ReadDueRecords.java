package dev.kiln.dispatcher.watch;

import dev.kiln.dispatcher.task.Task;
import dev.kiln.dispatcher.task.Tasks;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;

/**
 * Begins the reads that are due, so many at a time, and waits for none: what hangs at one account takes up its part of
 * them, and the rest go on.
 */
public final class ReadDueRecords {

    static final int MOST_AT_A_TIME = 100;

    /** How many are looked for together. */
    static final int BATCH = 50;

    /** Confirmations go on while more tasks are due to be polled than can be. */
    private static final int CONFIRMATIONS_AT_LEAST = 10;

    private static final int MOST_BATCHES = 20;
    private static final Duration ROOM_WITHIN = Duration.ofMillis(200);
    private final Tasks tasks;
    private final Duration lease;
    private final Function<Task, PollResult> read;
    private final Executor threads;
    private final Clock clock;
    private final Semaphore free = new Semaphore(MOST_AT_A_TIME);
    private final AtomicInteger withoutSlot = new AtomicInteger();

    /**
     * @param lease longer than a read may take with all that is before and after it, so that no other replica reads the same
     *     record meanwhile
     * @param read reads one record and heeds it; blocks, and never throws
     * @param threads where each read has its own
     */
    public ReadDueRecords(Tasks tasks, Duration lease, Function<Task, PollResult> read, Executor threads, Clock clock) {
        this.tasks = tasks;
        this.lease = lease;
        this.read = read;
        this.threads = threads;
        this.clock = clock;
    }

    /** Goes on as long as more is due and what was begun comes back; not once many have found no slot. Blocks. */
    public void begin() {
        withoutSlot.set(0);
        boolean more = true;
        for (int batch = 0; more && batch < MOST_BATCHES; batch++) {
            int room = room();
            more = room > 0 && begin(room) && withoutSlot.get() < BATCH;
        }
    }

    /** How many may begin, with the right to begin them. */
    private int room() {
        try {
            if (free.tryAcquire(BATCH, ROOM_WITHIN.toMillis(), TimeUnit.MILLISECONDS)) {
                return BATCH;
            }
            int all = free.drainPermits();
            int room = Math.min(all, BATCH);
            free.release(all - room);
            return room;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return 0;
        }
    }

    /** False where that was all. */
    private boolean begin(int room) {
        int mostPolls = Math.max(1, room - CONFIRMATIONS_AT_LEAST);
        boolean morePolls = false;
        List<Task> due = new ArrayList<>();
        try {
            Instant now = clock.instant();
            due.addAll(tasks.takeDueForPoll(now, now.plus(lease), mostPolls));
            morePolls = due.size() == mostPolls;
            if (due.size() < room) {
                due.addAll(tasks.takeDueForConfirmation(now, now.plus(lease), room - due.size()));
            }
        } finally {
            free.release(room - due.size());
        }
        due.forEach(task -> threads.execute(() -> read(task)));
        return morePolls || due.size() == room;
    }

    private void read(Task task) {
        try {
            if (read.apply(task) == PollResult.NO_SLOT) {
                withoutSlot.incrementAndGet();
            }
        } finally {
            free.release();
        }
    }
}
