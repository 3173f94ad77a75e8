package dev.kiln.stack.guarantee;

import dev.kiln.contract.GenerationParked;
import dev.kiln.contract.Reason;
import dev.kiln.contract.Submission;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Parked is what nobody can know, and nothing else: the intent was committed, no clear answer to its create came, or came to
 * a sender that was lost before it could record it, and no callback with its token was taken: answered 200, or written to its
 * topic although its answer was lost. So parking everything is a breach, and so is guessing, and so is a doubt about a clear
 * answer, even if a callback settles it.
 *
 * @param awaited how long a sender waits for an answer: of one that comes about then nobody can tell whether it was heard
 */
public record ParkedIsExactlyTheUnknowable(Duration awaited) implements Guarantee {
    private static final Duration ABOUT = Duration.ofSeconds(2);
    /** From its intent; later it does not send any more, but says that it has not. */
    private static final Duration SENT_WITHIN = Duration.ofSeconds(5);

    /** With the dispatcher's own setting. */
    public static ParkedIsExactlyTheUnknowable asConfiguredByDefault() {
        return new ParkedIsExactlyTheUnknowable(Duration.ofSeconds(15));
    }

    @Override
    public List<String> violations(Evidence evidence) {
        var parked = evidence.parked();
        var attempts = parked.stream()
                .map(one -> attempt(one.generationId(), one.submission()))
                .collect(Collectors.toSet());
        return Stream.of(
                        parked.stream().flatMap(generation -> wrongly(evidence, generation)),
                        doubted(evidence),
                        guessed(evidence, attempts))
                .flatMap(lines -> lines)
                .distinct()
                .sorted()
                .toList();
    }

    private Stream<String> wrongly(Evidence evidence, GenerationParked parked) {
        var truth = evidence.truth();
        var submission = parked.submission();
        var attempt = attempt(parked.generationId(), submission);
        if (submission.taskId() != null) {
            return truth.ended(submission.taskId())
                    ? Stream.of(attempt + " is parked although its task is known and has ended")
                    : Stream.empty();
        }
        if (evidence.calledBack(attempt)) {
            return Stream.of(attempt + " is parked although a callback of it was taken");
        }
        var intent = submission.submittedAt();
        var create = truth.create(attempt);
        if (create.isEmpty()) {
            return evidence.interruptions().lost(intent, intent.plus(SENT_WITHIN))
                    ? Stream.empty()
                    : Stream.of(attempt + " is parked although it was not sent, and its sender lived");
        }
        return create
                .filter(this::isHeard)
                .filter(heard -> !evidence.interruptions().lost(intent, heard.answered()))
                .map(heard -> attempt + " is parked although its create was answered clearly, and heard")
                .stream();
    }

    /** A doubt that a restored database brings is not about an answer. */
    private Stream<String> doubted(Evidence evidence) {
        return evidence.doubts()
                .filter(doubt -> !doubt.cause().reason().equals(Reason.RESTORED))
                .flatMap(doubt -> {
                    var attempt = attempt(doubt.generationId(), doubt.submission());
                    var intent = doubt.submission().submittedAt();
                    return evidence
                            .truth()
                            .create(attempt)
                            .filter(this::isHeard)
                            .filter(heard -> !evidence.interruptions().late(intent, heard.answered()))
                            .map(heard ->
                                    attempt + " was in doubt although its create was answered clearly, and heard: "
                                            + doubt.cause().detail())
                            .stream();
                });
    }

    /** Clearly answered, and while its sender waited. */
    private boolean isHeard(Truth.Create create) {
        return create.clear()
                && create.answered().isBefore(create.at().plus(awaited).minus(ABOUT));
    }

    private static Stream<String> guessed(Evidence evidence, Set<String> parked) {
        return evidence.truth().creates().stream()
                .filter(create -> create.attempt() != null && !create.clear())
                .map(Truth.Create::attempt)
                .filter(attempt -> !evidence.calledBack(attempt) && !parked.contains(attempt))
                .map(attempt -> attempt + " is not parked although nobody can know what became of its create");
    }

    private static String attempt(String generationId, Submission submission) {
        return generationId + "." + submission.attempt();
    }
}
