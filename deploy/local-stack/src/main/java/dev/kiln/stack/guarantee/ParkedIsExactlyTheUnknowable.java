package dev.kiln.stack.guarantee;

import dev.kiln.contract.GenerationParked;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Parked is what nobody can know, and nothing else: the intent was committed, no clear answer to its create came, and no
 * callback with its token was taken: answered 200, or written to its topic although its answer was lost. So parking everything is a breach, and so is guessing.
 */
public record ParkedIsExactlyTheUnknowable() implements Guarantee {
    @Override
    public List<String> violations(Evidence evidence) {
        var parked = evidence.parked();
        var attempts =
                parked.stream().map(ParkedIsExactlyTheUnknowable::attempt).collect(Collectors.toSet());
        return Stream.concat(
                        parked.stream().flatMap(generation -> wrongly(evidence, generation)),
                        guessed(evidence, attempts))
                .sorted()
                .toList();
    }

    private static Stream<String> wrongly(Evidence evidence, GenerationParked parked) {
        var truth = evidence.truth();
        var attempt = attempt(parked);
        if (parked.submission().taskId() != null) {
            return truth.ended(parked.submission().taskId())
                    ? Stream.of(attempt + " is parked although its task is known and has ended")
                    : Stream.empty();
        }
        if (evidence.calledBack(attempt)) {
            return Stream.of(attempt + " is parked although a callback of it was taken");
        }
        if (evidence.interrupted(parked.submission().submittedAt())) {
            return Stream.empty();
        }
        return truth.create(attempt)
                .map(create -> create.clear()
                        ? Stream.of(attempt + " is parked although its create was answered clearly, and heard")
                        : Stream.<String>empty())
                .orElseGet(() -> Stream.of(attempt + " is parked although it was not sent, and its sender lived"));
    }

    private static Stream<String> guessed(Evidence evidence, Set<String> parked) {
        return evidence.truth().creates().stream()
                .filter(create -> create.attempt() != null && !create.clear())
                .map(Truth.Create::attempt)
                .filter(attempt -> !evidence.calledBack(attempt) && !parked.contains(attempt))
                .map(attempt -> attempt + " is not parked although nobody can know what became of its create");
    }

    private static String attempt(GenerationParked parked) {
        return parked.generationId() + "." + parked.submission().attempt();
    }
}
