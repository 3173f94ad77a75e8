package dev.kiln.stack.guarantee;

import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Kie receives one create for an attempt, and stores one task for a generation. */
public record SubmittedAtMostOnce() implements Guarantee {
    @Override
    public List<String> violations(Evidence evidence) {
        var resent = moreThanOnce(evidence.truth().creates().stream().map(Truth.Create::attempt))
                .map(attempt -> "attempt " + attempt + " was created more than once");
        var stored = evidence.truth().creates().stream()
                .filter(create -> create.taskId() != null)
                .map(Truth.Create::generationId);
        var twice = moreThanOnce(stored).map(id -> id + " has more than one task");
        return Stream.concat(resent, twice).sorted().toList();
    }

    private static Stream<String> moreThanOnce(Stream<String> names) {
        return names
                .filter(name -> name != null)
                .collect(Collectors.groupingBy(Function.identity(), Collectors.counting()))
                .entrySet()
                .stream()
                .filter(named -> named.getValue() > 1)
                .map(Map.Entry::getKey);
    }
}
