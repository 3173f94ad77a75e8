package dev.kiln.dispatcher.submit;

import dev.kiln.callbackurl.CallbackAddress;
import dev.kiln.contract.Cause;
import dev.kiln.contract.Reason;
import dev.kiln.dispatcher.kie.CreateCall;
import dev.kiln.dispatcher.kie.CreateOutcome;
import dev.kiln.dispatcher.kie.Kie;
import dev.kiln.dispatcher.kie.NotConnected;
import dev.kiln.dispatcher.kie.Protocol;
import dev.kiln.dispatcher.task.Claims;
import dev.kiln.dispatcher.task.Generation;
import dev.kiln.dispatcher.task.Submitting;
import dev.kiln.dispatcher.task.UncertainClaim;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Submits one queued task: connect, then record the intent, then send once, then record the answer. What fails before the
 * first byte is proven not sent; what has no clear answer after it is in doubt and never sent again.
 */
public final class SubmitTask {

    private static final Duration SEND_WITHIN = Duration.ofSeconds(5);

    private final Kie kie;
    private final Claims claims;
    private final RecordAnswer answers;
    private final CallbackLinks links;
    private final Clock clock;
    private final SubmitObserver observer;
    private final AtomicInteger preparing = new AtomicInteger();

    public SubmitTask(
            Kie kie, Claims claims, RecordAnswer answers, CallbackLinks links, Clock clock, SubmitObserver observer) {
        this.kie = kie;
        this.claims = claims;
        this.answers = answers;
        this.links = links;
        this.clock = clock;
        this.observer = observer;
    }

    /** Submits the most urgent task with an account that has room; false where there was none, or no connection. */
    public boolean submitNext() {
        Optional<Intent> intent = claims.room().flatMap(this::prepare);
        intent.ifPresent(this::send);
        return intent.isPresent();
    }

    private record Intent(Kie.Connection connection, Submitting task, Instant begun) {}

    /** No more connections are opened than there are tasks for them: each that finds none is a burden on Kie. */
    private Optional<Intent> prepare(Claims.Room room) {
        boolean needed = preparing.incrementAndGet() <= room.tasks();
        try {
            return needed ? connect(room.account()).flatMap(open -> claim(room.account(), open)) : Optional.empty();
        } finally {
            preparing.decrementAndGet();
        }
    }

    private Optional<Kie.Connection> connect(String account) {
        try {
            return Optional.of(kie.connect(account));
        } catch (NotConnected e) {
            observer.notConnected(account);
            return Optional.empty();
        }
    }

    private Optional<Intent> claim(String account, Kie.Connection connection) {
        Instant begun = clock.instant();
        Optional<Intent> intent = Optional.empty();
        try {
            intent = claims.claim(account).map(task -> new Intent(connection, task, begun));
        } catch (UncertainClaim e) {
            Cause cause = new Cause(Reason.NOT_SENT, "the intent's commit was not confirmed, so nothing was sent");
            answers.record(e.generationId(), e.attempt(), new CreateOutcome.NotSent(cause));
        } finally {
            if (intent.isEmpty()) {
                connection.close();
            }
        }
        return intent;
    }

    private void send(Intent intent) {
        Submitting task = intent.task();
        try (Kie.Connection connection = intent.connection()) {
            boolean late = Duration.between(intent.begun(), clock.instant()).compareTo(SEND_WITHIN) > 0;
            CreateOutcome outcome = late
                    ? new CreateOutcome.NotSent(new Cause(Reason.NOT_SENT, "the intent took longer than 5 s to record"))
                    : connection.create(call(task));
            answers.record(task, outcome);
            observer.outcome(task, outcome);
            release(task, outcome);
        }
    }

    private CreateCall call(Submitting task) {
        Generation generation = task.generation();
        CallbackAddress address = new CallbackAddress(
                generation.route().family().wireName(),
                generation.id(),
                task.submission().attempt());
        return Protocol.of(generation.route().family())
                .create(generation.route().upstreamModel(), generation.input(), links.to(address));
    }

    private void release(Submitting task, CreateOutcome outcome) {
        switch (outcome) {
            case CreateOutcome.InDoubt doubt ->
                claims.doubted(task)
                        .ifPresent(length -> observer.paused(task.submission().account(), outcome, length));
            case CreateOutcome.NotSent notSent -> claims.notSent(task);
            case CreateOutcome.Created created -> claims.answered(task);
            case CreateOutcome.Refused refused -> claims.answered(task);
            case CreateOutcome.AccountStopped stopped -> claims.answered(task);
            case CreateOutcome.ModelPaused paused -> claims.answered(task);
            case CreateOutcome.TryLater later -> claims.answered(task);
        }
    }
}
