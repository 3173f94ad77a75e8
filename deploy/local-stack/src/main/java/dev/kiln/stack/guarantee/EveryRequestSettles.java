package dev.kiln.stack.guarantee;

import dev.kiln.contract.CompletionEvent;
import dev.kiln.contract.GenerationParked;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What was accepted ends in one completion, or is visibly parked; a second completion says which one it corrects. */
public record EveryRequestSettles() implements Guarantee {
    @Override
    public List<String> violations(Evidence evidence) {
        var unsettled = evidence.accepted().stream()
                .filter(id -> evidence.completion(id).isEmpty() && !isParked(evidence, id))
                .map(id -> id + " was accepted and has not ended");
        var firsts = evidence.completions()
                .filter(completion -> completion.corrects() == null)
                .collect(Collectors.groupingBy(
                        CompletionEvent::generationId,
                        Collectors.mapping(CompletionEvent::sequence, Collectors.toSet())));
        var twice = firsts.entrySet().stream()
                .filter(first -> first.getValue().size() > 1)
                .map(Map.Entry::getKey)
                .map(id -> id + " has ended twice, and neither corrects the other");
        return Stream.concat(unsettled, twice).sorted().toList();
    }

    private static boolean isParked(Evidence evidence, String id) {
        return evidence.lastStep(id).filter(GenerationParked.class::isInstance).isPresent();
    }
}
