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
import dev.kiln.dispatcher.task.StoreFailure;
import dev.kiln.dispatcher.task.Submitting;
import dev.kiln.dispatcher.task.UncertainClaim;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Submits queued tasks: connect, then record the intent, then send once, then record the answer. What fails before the
 * first byte is proven not sent; what has no clear answer after it is in doubt and never sent again.
 */
public final class SubmitTask {

    /** From before the intent was recorded. */
    static final Duration SEND_WITHIN = Duration.ofSeconds(5);

    private final Kie kie;
    private final Claims claims;
    private final RecordAnswer answers;
    private final CallbackLinks links;
    private final Clock clock;
    private final SubmitObserver observer;

    public SubmitTask(
            Kie kie, Claims claims, RecordAnswer answers, CallbackLinks links, Clock clock, SubmitObserver observer) {
        this.kie = kie;
        this.claims = claims;
        this.answers = answers;
        this.links = links;
        this.clock = clock;
        this.observer = observer;
    }

    /**
     * A task with its recorded intent and its open connection, to be sent at once.
     *
     * @param begun before the intent was recorded
     */
    public record Intent(Kie.Connection connection, Submitting task, Instant begun) {}

    /** Opens connections for the tasks whose turn it is, at most {@code most}, and records the intents to submit them. */
    public List<Intent> prepare(int most) {
        int room = claims.room(most);
        return room == 0 ? List.of() : claim(connect(room));
    }

    private List<Kie.Connection> connect(int most) {
        try {
            return kie.connect(most);
        } catch (NotConnected e) {
            observer.notConnected();
            return List.of();
        }
    }

    private List<Intent> claim(List<Kie.Connection> connections) {
        Instant begun = clock.instant();
        List<Intent> intents = new ArrayList<>();
        try {
            List<Submitting> tasks = connections.isEmpty() ? List.of() : claims.claim(connections.size());
            tasks.forEach(task -> intents.add(new Intent(connections.get(intents.size()), task, begun)));
        } catch (UncertainClaim e) {
            Cause cause = new Cause(Reason.NOT_SENT, "the intent's commit was not confirmed, so nothing was sent");
            e.intents().forEach(task -> testify(task, new CreateOutcome.NotSent(cause)));
        } finally {
            connections.subList(intents.size(), connections.size()).forEach(Kie.Connection::close);
        }
        return intents;
    }

    /** What cannot be recorded of one must not keep the word about the others. */
    private void testify(Submitting task, CreateOutcome.NotSent outcome) {
        try {
            answers.record(task, outcome);
        } catch (StoreFailure e) {
            observer.recordingFailed(task.generation().id(), task.submission().attempt(), outcome);
        }
    }

    /** Sends it, once, and records what became of it. */
    public void send(Intent intent) {
        Submitting task = intent.task();
        try (Kie.Connection connection = intent.connection()) {
            CreateOutcome outcome = tooLate(intent)
                    .<CreateOutcome>map(why -> new CreateOutcome.NotSent(new Cause(Reason.NOT_SENT, why)))
                    .orElseGet(() -> create(connection, task));
            answers.record(task, outcome);
            observer.outcome(task, outcome);
            release(task, outcome);
        }
    }

    private Optional<String> tooLate(Intent intent) {
        Instant now = clock.instant();
        if (Duration.between(intent.begun(), now).compareTo(SEND_WITHIN) > 0) {
            return Optional.of("the intent took longer than 5 s to record");
        }
        return intent.task().generation().expiresAt().isAfter(now)
                ? Optional.empty()
                : Optional.of("it expired while its intent was recorded");
    }

    /** What fails before the connection is used was not sent, and its sender alone can say so. */
    private CreateOutcome create(Kie.Connection connection, Submitting task) {
        CreateCall call;
        try {
            call = call(task);
        } catch (RuntimeException e) {
            String defect = e.getClass().getSimpleName();
            return new CreateOutcome.NotSent(
                    new Cause(Reason.NOT_HANDLED, "the create could not be put together: " + defect));
        }
        return connection.create(task.submission().account(), call);
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
