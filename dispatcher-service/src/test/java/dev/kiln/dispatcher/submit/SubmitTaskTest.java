package dev.kiln.dispatcher.submit;

import static dev.kiln.dispatcher.task.Samples.CAUSE;
import static dev.kiln.dispatcher.task.Samples.FAILURE;
import static dev.kiln.dispatcher.task.Samples.ID;
import static dev.kiln.dispatcher.task.Samples.NOW;
import static org.assertj.core.api.Assertions.assertThat;

import dev.kiln.callbackurl.CallbackUrls;
import dev.kiln.catalog.Catalog;
import dev.kiln.contract.Cause;
import dev.kiln.contract.ContractJson;
import dev.kiln.contract.Credits;
import dev.kiln.contract.GenerationFailed;
import dev.kiln.contract.GenerationInDoubt;
import dev.kiln.contract.GenerationRequeued;
import dev.kiln.contract.GenerationSubmitted;
import dev.kiln.contract.Reason;
import dev.kiln.dispatcher.account.InMemoryAccounts;
import dev.kiln.dispatcher.kie.CreateCall;
import dev.kiln.dispatcher.kie.CreateOutcome;
import dev.kiln.dispatcher.kie.Kie;
import dev.kiln.dispatcher.kie.NotConnected;
import dev.kiln.dispatcher.pause.InMemoryPauses;
import dev.kiln.dispatcher.task.Claims;
import dev.kiln.dispatcher.task.Finished;
import dev.kiln.dispatcher.task.Generation;
import dev.kiln.dispatcher.task.InMemoryTasks;
import dev.kiln.dispatcher.task.Queued;
import dev.kiln.dispatcher.task.Running;
import dev.kiln.dispatcher.task.Samples;
import dev.kiln.dispatcher.task.StoreFailure;
import dev.kiln.dispatcher.task.Submitting;
import dev.kiln.dispatcher.task.Task;
import dev.kiln.dispatcher.task.UncertainClaim;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class SubmitTaskTest {

    private final InMemoryTasks tasks = new InMemoryTasks(Samples.queued());
    private final ScriptedKie kie = new ScriptedKie();
    private final OneAccount claims = new OneAccount();
    private final InMemoryAccounts accounts = new InMemoryAccounts();
    private final InMemoryPauses pauses = new InMemoryPauses();
    private final HandClock clock = new HandClock();

    @Test
    void sendsOnceWithTheAttemptsOwnCallbackUrlAndRecordsTheTask() throws Exception {
        kie.answer = new CreateOutcome.Created("task-1");

        assertThat(submitNext()).isTrue();

        assertThat(tasks.announced()).singleElement().isInstanceOf(GenerationSubmitted.class);
        assertThat(kie.calls).hasSize(1);
        assertThat(ContractJson.mapper()
                        .readTree(kie.calls.get(0).body())
                        .get("callBackUrl")
                        .textValue())
                .startsWith("https://kiln.example.com/v1/kie/jobs/" + ID + ".1.");
        assertThat(claims.answered).containsExactly(ID);
    }

    @Test
    void recordsNoIntentWithoutAConnection() {
        kie.refusesConnections = true;

        assertThat(submitNext()).isFalse();

        assertThat(tasks.only()).isInstanceOf(Queued.class);
        assertThat(claims.claimed).isZero();
    }

    @Test
    void doesNotSendAnIntentThatTookTooLong() {
        claims.takes = Duration.ofSeconds(6);

        submitNext();

        assertThat(kie.calls).isEmpty();
        assertThat(tasks.only()).isInstanceOf(Queued.class);
        assertThat(tasks.announced()).singleElement().isInstanceOf(GenerationRequeued.class);
    }

    @Test
    void doesNotSendWhatExpiredWhileItsIntentWasRecorded() {
        clock.now = Samples.generation().expiresAt().minusSeconds(1);
        claims.takes = Duration.ofSeconds(1);

        submitNext();

        assertThat(kie.calls).isEmpty();
        assertThat(tasks.only()).isInstanceOf(Queued.class);
    }

    @Test
    void doesNotSendAnIntentWhoseCommitWasNotConfirmedAndTestifiesToThat() {
        claims.commitUnconfirmed = true;

        submitNext();

        assertThat(kie.calls).isEmpty();
        assertThat(tasks.only())
                .isInstanceOfSatisfying(
                        Queued.class, queued -> assertThat(queued.wasAttempt(1)).isTrue());
    }

    @Test
    void aTestimonyDoesNotTouchTheSameAttemptOfAnotherSender() {
        Submitting another = Samples.queued().claim("main", NOW.plusSeconds(1), NOW.plusSeconds(61));
        claims.commitUnconfirmed = true;
        claims.afterTheCommit = () -> tasks.put(another);

        submitNext();

        assertThat(tasks.only()).isEqualTo(another);
        assertThat(tasks.announced()).isEmpty();
    }

    @Test
    void aCreatesOwnAnswerProvesAnOperatorWrong() {
        kie.answer = new CreateOutcome.Created("task-1");
        kie.meanwhile = () ->
                tasks.put(((Submitting) tasks.only()).requeue(CAUSE, NOW, NOW).next());

        submitNext();

        assertThat(tasks.only())
                .isInstanceOfSatisfying(
                        Running.class,
                        running -> assertThat(running.submission().taskId()).isEqualTo("task-1"));
    }

    @Test
    void aDoubtKeepsItsSlotAndIsNeverSentAgain() {
        kie.answer = new CreateOutcome.InDoubt(CAUSE);

        submitNext();

        assertThat(tasks.announced()).singleElement().isInstanceOf(GenerationInDoubt.class);
        assertThat(claims.answered).isEmpty();
        assertThat(submitNext()).isFalse();
        assertThat(kie.calls).hasSize(1);
        assertThat(kie.open).isZero();
    }

    @Test
    void aDoubtThatNamesATaskIsLookedInto() {
        kie.answer = new CreateOutcome.InDoubt(CAUSE, "task-1");

        submitNext();

        assertThat(tasks.only()).isInstanceOfSatisfying(Running.class, running -> {
            assertThat(running.submission().taskId()).isEqualTo("task-1");
            assertThat(running.pollAt()).isEqualTo(NOW);
        });
    }

    @Test
    void theCreatesOwnAnswerReplacesATaskIdThatAHintBrought() {
        kie.answer = new CreateOutcome.Created("task-1");
        kie.meanwhile = () -> tasks.put(lookedInto());

        submitNext();

        assertThat(tasks.only())
                .isInstanceOfSatisfying(
                        Running.class,
                        running -> assertThat(running.submission().taskId()).isEqualTo("task-1"));
    }

    @Test
    void theCreatesOwnWordThatNothingWasCreatedIsHeardDespiteAHint() {
        for (Task hinted : List.of(lookedInto(), lookedInto().park(NOW).next())) {
            kie.answer = new CreateOutcome.TryLater(new Cause(Reason.RATE_LIMITED, "too many"));
            kie.meanwhile = () -> tasks.put(hinted);
            tasks.put(Samples.queued());

            submitNext();

            assertThat(tasks.only())
                    .isInstanceOfSatisfying(
                            Queued.class,
                            queued ->
                                    assertThat(queued.lastSubmission().taskId()).isNull());
        }
    }

    private static Running lookedInto() {
        return (Running) Samples.inDoubt().lookInto("hinted", NOW).next();
    }

    @Test
    void aRefusedRequestFails() {
        kie.answer = new CreateOutcome.Refused(FAILURE);

        submitNext();

        assertThat(tasks.only()).isInstanceOf(Finished.class);
        assertThat(tasks.announced()).singleElement().isInstanceOf(GenerationFailed.class);
    }

    @Test
    void whatTheAccountCannotDoNowWaitsAndTheAccountRestsAWindow() {
        kie.answer = new CreateOutcome.TryLater(new Cause(Reason.RATE_LIMITED, "too many"));

        submitNext();

        assertThat(tasks.only()).isInstanceOf(Queued.class);
        assertThat(claims.paused).containsExactly(Duration.ofSeconds(10));
    }

    @Test
    void maintenanceIsBackedOffFrom() {
        kie.answer = new CreateOutcome.TryLater(new Cause(Reason.MAINTENANCE, "later"));

        submitNext();

        assertThat(tasks.only()).isInstanceOf(Queued.class);
        assertThat(accounts.backOffs).containsExactly(Duration.ofMinutes(1));
    }

    @Test
    void anAccountThatKieRefusesIsStoppedForWhatItLacksAndTheTaskWaits() {
        kie.answer = new CreateOutcome.AccountStopped(new Cause(Reason.INSUFFICIENT_CREDITS, "none left"));

        submitNext();

        assertThat(tasks.only()).isInstanceOf(Queued.class);
        assertThat(accounts.stops.get("main").needs()).isEqualTo(Credits.of(50));
        assertThat(claims.paused).isEmpty();
    }

    @Test
    void aSwitchedOffModelIsPausedWithoutStoppingTheAccount() {
        kie.answer = new CreateOutcome.ModelPaused(new Cause(Reason.MODEL_PAUSED, "paused"));

        submitNext();

        assertThat(accounts.stops).isEmpty();
        assertThat(pauses.switchedOff).containsExactly(Map.entry("kling/v2-1-pro", Duration.ofMinutes(5)));
        assertThat(tasks.only())
                .isInstanceOfSatisfying(
                        Queued.class, queued -> assertThat(queued.dueAt()).isEqualTo(NOW.plusSeconds(300)));
    }

    @Test
    void keepsTheAnswerUntilTheDatabaseTakesIt() {
        kie.answer = new CreateOutcome.Created("task-1");
        claims.databaseFailures = 3;

        submitNext();

        assertThat(tasks.only()).isInstanceOf(Running.class);
        assertThat(clock.now).isEqualTo(NOW.plusMillis(1500));
    }

    /** Nobody else can know that nothing was sent: unsaid, it would be swept into doubt and parked. */
    @Test
    void aCreateThatCannotBePutTogetherIsSaidToBeNotSentAndTriedLate() {
        Generation broken = Samples.generation();
        tasks.put(new Queued(
                new Generation(
                        broken.id(),
                        broken.tenantId(),
                        broken.request(),
                        null,
                        broken.input(),
                        broken.estimate(),
                        broken.lane(),
                        broken.acceptedAt(),
                        broken.expiresAt(),
                        broken.fingerprint(),
                        null),
                0,
                false,
                null,
                NOW));

        submitNext();

        assertThat(kie.calls).isEmpty();
        assertThat(tasks.only())
                .isInstanceOfSatisfying(
                        Queued.class, queued -> assertThat(queued.dueAt()).isEqualTo(NOW.plusSeconds(300)));
        assertThat(tasks.announced())
                .last()
                .isInstanceOfSatisfying(
                        GenerationRequeued.class,
                        requeued -> assertThat(requeued.cause().reason()).isEqualTo(Reason.NOT_HANDLED));
        assertThat(kie.open).isZero();
    }

    private boolean submitNext() {
        SubmitTask submit = submit();
        List<SubmitTask.Intent> intents = submit.prepare(1);
        intents.forEach(submit::send);
        return !intents.isEmpty();
    }

    private SubmitTask submit() {
        Schedule schedule =
                new Schedule(Catalog.bundled(), Optional.empty(), Duration.ofMinutes(5), Duration.ofHours(2));
        Waiting waiting = length -> {
            clock.now = clock.now.plus(length);
            return true;
        };
        SubmitObserver observer = new SilentObserver();
        HeedAnswer heed = new HeedAnswer(claims, accounts, pauses, Duration.ofMinutes(5), observer);
        RecordAnswer answers = new RecordAnswer(claims.failing(tasks), heed, schedule, waiting, clock, observer);
        CallbackUrls urls = new CallbackUrls(List.of("a-key-of-at-least-thirty-two-characters"));
        CallbackLinks links = new CallbackLinks(Optional.of(URI.create("https://kiln.example.com/")), urls);
        return new SubmitTask(kie, claims, answers, links, clock, observer);
    }

    private final class OneAccount implements Claims {
        private int claimed;
        private Duration takes = Duration.ZERO;
        private boolean commitUnconfirmed;
        private Runnable afterTheCommit = () -> {};
        private int databaseFailures;
        private final List<String> answered = new ArrayList<>();
        private final List<Duration> paused = new ArrayList<>();

        @Override
        public int room(int most) {
            return tasks.only() instanceof Queued ? Math.min(1, most) : 0;
        }

        @Override
        public List<Submitting> claim(int most) {
            claimed++;
            Submitting intent = ((Queued) tasks.only()).claim("main", NOW, NOW.plusSeconds(60));
            tasks.put(intent);
            clock.now = clock.now.plus(takes);
            afterTheCommit.run();
            if (commitUnconfirmed) {
                throw new UncertainClaim(List.of(intent), null);
            }
            return List.of(intent);
        }

        @Override
        public void answered(Submitting task) {
            answered.add(task.generation().id());
        }

        @Override
        public void notSent(Submitting task) {
            answered.add(task.generation().id());
        }

        @Override
        public Optional<Duration> doubted(Submitting task) {
            return Optional.empty();
        }

        @Override
        public void pause(String account, Duration length) {
            paused.add(length);
        }

        private FailingTasks failing(InMemoryTasks tasks) {
            return new FailingTasks(tasks, () -> {
                if (databaseFailures-- > 0) {
                    throw new StoreFailure("change a task", null);
                }
            });
        }
    }

    private static final class ScriptedKie implements Kie {
        private CreateOutcome answer;
        private boolean refusesConnections;
        private Runnable meanwhile = () -> {};
        private int open;
        private final List<CreateCall> calls = new ArrayList<>();

        @Override
        public List<Connection> connect(int most) throws NotConnected {
            if (refusesConnections) {
                throw new NotConnected("connection refused", null);
            }
            open++;
            return List.of(new Connection() {
                @Override
                public CreateOutcome create(String account, CreateCall call) {
                    calls.add(call);
                    meanwhile.run();
                    return answer;
                }

                @Override
                public void close() {
                    open--;
                }
            });
        }
    }

    private static final class HandClock extends Clock {
        private Instant now = NOW;

        @Override
        public Instant instant() {
            return now;
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }
    }
}
