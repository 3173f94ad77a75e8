package dev.kiln.dispatcher.submit;

import static dev.kiln.dispatcher.task.Samples.NOW;

import dev.kiln.callbackurl.CallbackUrls;
import dev.kiln.catalog.Catalog;
import dev.kiln.dispatcher.account.InMemoryAccounts;
import dev.kiln.dispatcher.kie.CreateCall;
import dev.kiln.dispatcher.kie.CreateOutcome;
import dev.kiln.dispatcher.kie.Kie;
import dev.kiln.dispatcher.kie.NotConnected;
import dev.kiln.dispatcher.pause.InMemoryPauses;
import dev.kiln.dispatcher.task.Claims;
import dev.kiln.dispatcher.task.InMemoryTasks;
import dev.kiln.dispatcher.task.Queued;
import dev.kiln.dispatcher.task.Samples;
import dev.kiln.dispatcher.task.StoreFailure;
import dev.kiln.dispatcher.task.Submitting;
import dev.kiln.dispatcher.task.UncertainClaim;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** One task that is submitted with one account, to a Kie, from a database and at a time that do as the test says. */
final class SubmitScene {

    final InMemoryTasks tasks = new InMemoryTasks(Samples.queued());
    final ScriptedKie kie = new ScriptedKie();
    final OneAccount claims = new OneAccount();
    final InMemoryAccounts accounts = new InMemoryAccounts();
    final InMemoryPauses pauses = new InMemoryPauses();
    final HandClock clock = new HandClock();

    /** Whether there was one to send. */
    boolean submitNext() {
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

    final class OneAccount implements Claims {
        int claimed;
        Duration takes = Duration.ZERO;
        boolean commitUnconfirmed;
        Runnable afterTheCommit = () -> {};
        int databaseFailures;
        final List<String> answered = new ArrayList<>();
        final List<Duration> paused = new ArrayList<>();

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

        FailingTasks failing(InMemoryTasks tasks) {
            return new FailingTasks(tasks, () -> {
                if (databaseFailures-- > 0) {
                    throw new StoreFailure("change a task", null);
                }
            });
        }
    }

    static final class ScriptedKie implements Kie {
        CreateOutcome answer;
        boolean refusesConnections;
        Runnable meanwhile = () -> {};
        int open;
        final List<CreateCall> calls = new ArrayList<>();

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

    static final class HandClock extends Clock {
        Instant now = NOW;

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
