package dev.kiln.dispatcher.task.adapter;

import dev.kiln.dispatcher.task.StoreFailure;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;

/**
 * Lets callers that come at the same time share one piece of work, as a database shares one flush among commits: one of them
 * does it for all that wait, the others take their answer. What waits is bounded by the callers, since each waits.
 *
 * @param <Q> what one caller asks
 * @param <A> what it is answered
 */
final class GroupCommit<Q, A> {

    private static final int MOST = 100;
    private static final int MOST_IN_VAIN = 2;

    private final Function<List<Q>, List<A>> work;
    private final Queue<Waiting<Q, A>> waiting = new ConcurrentLinkedQueue<>();
    private final ReentrantLock turn = new ReentrantLock();

    /**
     * The work answers each question at its place. Where it throws for several, it may be for one of them: each is asked
     * alone, unless the database itself is what failed.
     */
    GroupCommit(Function<List<Q>, List<A>> work) {
        this.work = work;
    }

    private record Waiting<Q, A>(Q question, CompletableFuture<A> answer) {}

    /** Blocks until this question is answered; throws what the work threw for it. */
    A ask(Q question) {
        Waiting<Q, A> mine = new Waiting<>(question, new CompletableFuture<>());
        waiting.add(mine);
        while (!mine.answer().isDone()) {
            turn.lock();
            try {
                if (!mine.answer().isDone()) {
                    answer(together());
                }
            } finally {
                turn.unlock();
            }
        }
        try {
            return mine.answer().join();
        } catch (CompletionException e) {
            throw e.getCause() instanceof RuntimeException thrown ? thrown : e;
        }
    }

    private List<Waiting<Q, A>> together() {
        List<Waiting<Q, A>> together = new ArrayList<>();
        while (together.size() < MOST) {
            Waiting<Q, A> next = waiting.poll();
            if (next == null) {
                break;
            }
            together.add(next);
        }
        return together;
    }

    private void answer(List<Waiting<Q, A>> together) {
        try {
            List<A> answers =
                    work.apply(together.stream().map(Waiting::question).toList());
            for (int place = 0; place < together.size(); place++) {
                together.get(place).answer().complete(answers.get(place));
            }
        } catch (RuntimeException | Error e) {
            if (together.size() == 1 || isForAll(e)) {
                together.forEach(one -> one.answer().completeExceptionally(e));
            } else {
                apart(together, e);
            }
        }
    }

    private static boolean isForAll(Throwable e) {
        return e instanceof StoreFailure failure && !failure.dataRefused() && !failure.contended();
    }

    /** Each alone; but where several wait for locks in vain, each for seconds, the others are not kept from trying later. */
    private void apart(List<Waiting<Q, A>> together, Throwable failure) {
        int waitedInVain = 0;
        for (Waiting<Q, A> one : together) {
            if (waitedInVain < MOST_IN_VAIN) {
                answer(List.of(one));
                waitedInVain += waitedInVain(one) ? 1 : 0;
            } else {
                one.answer().completeExceptionally(failure);
            }
        }
    }

    private static boolean waitedInVain(Waiting<?, ?> one) {
        return one.answer().isCompletedExceptionally()
                && one.answer().exceptionNow() instanceof StoreFailure failure
                && failure.contended();
    }
}
