package dev.kiln.dispatcher.task.adapter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kiln.dispatcher.task.StoreFailure;
import dev.kiln.dispatcher.task.StoreFailure.Why;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(20)
class GroupCommitTest {

    private final List<List<String>> groups = new ArrayList<>();
    private final CountDownLatch firstMayEnd = new CountDownLatch(1);
    private final ExecutorService callers = Executors.newVirtualThreadPerTaskExecutor();
    private final GroupCommit<String, String> group = new GroupCommit<>(this::work);

    @AfterEach
    void close() {
        callers.close();
    }

    /** One row that another transaction holds must not cost all the others their step. */
    @Test
    void aLockThatOneWaitsForInVainFailsThatOneAlone() throws Exception {
        List<Future<String>> asked = askTogether("a", "locked", "b");

        assertThat(asked.get(0).get()).isEqualTo("a!");
        assertThat(asked.get(2).get()).isEqualTo("b!");
        assertThatThrownBy(() -> asked.get(1).get()).hasCauseInstanceOf(StoreFailure.class);
    }

    @Test
    void severalThatWaitInVainDoNotKeepTheRestFromTryingLater() {
        List<Future<String>> asked = askTogether("locked 1", "locked 2", "locked 3", "locked 4");

        asked.forEach(one -> assertThatThrownBy(one::get).hasCauseInstanceOf(StoreFailure.class));
        assertThat(groups).as("first, together, and two alone").hasSize(4);
    }

    @Test
    void aDatabaseThatDoesNotAnswerFailsAllAtOnce() {
        List<Future<String>> asked = askTogether("a", "silent", "b");

        asked.forEach(one -> assertThatThrownBy(one::get).hasCauseInstanceOf(StoreFailure.class));
        assertThat(groups).hasSize(2);
    }

    /** They come while the first is at work, and so share the next turn. */
    private List<Future<String>> askTogether(String... questions) {
        callers.submit(() -> group.ask("first"));
        Awaitility.await().until(() -> !groups.isEmpty());
        List<Thread> threads = new ArrayList<>();
        List<Future<String>> asked = new ArrayList<>();
        for (String question : questions) {
            CompletableFuture<String> answer = new CompletableFuture<>();
            Thread thread = Thread.ofVirtual().start(() -> {
                try {
                    answer.complete(group.ask(question));
                } catch (RuntimeException e) {
                    answer.completeExceptionally(e);
                }
            });
            threads.add(thread);
            asked.add(answer);
            Awaitility.await().until(() -> thread.getState() == Thread.State.WAITING);
        }
        firstMayEnd.countDown();
        return asked;
    }

    private List<String> work(List<String> questions) {
        groups.add(questions);
        if (questions.contains("first")) {
            await();
        }
        if (questions.stream().anyMatch(question -> question.startsWith("locked"))) {
            throw new StoreFailure("the lock came too late", null, Why.CONTENDED);
        }
        if (questions.contains("silent")) {
            throw new StoreFailure("no answer", null);
        }
        return questions.stream().map(question -> question + "!").toList();
    }

    private void await() {
        try {
            firstMayEnd.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
