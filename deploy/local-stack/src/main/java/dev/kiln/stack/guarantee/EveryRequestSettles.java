package dev.kiln.stack.guarantee;

import dev.kiln.contract.CompletionEvent;
import dev.kiln.contract.GenerationCanceled;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What was accepted ends in one completion, or is visibly parked; a second completion says which one it corrects. What
 * was canceled ahead of its request ends as canceled, and Kie never receives a create for it.
 */
public record EveryRequestSettles() implements Guarantee {
    @Override
    public List<String> violations(Evidence evidence) {
        var unsettled = evidence.unsettled().stream().map(id -> id + " was accepted and has not ended");
        var firsts = evidence.completions()
                .filter(completion -> completion.corrects() == null)
                .collect(Collectors.groupingBy(
                        CompletionEvent::generationId,
                        Collectors.mapping(CompletionEvent::sequence, Collectors.toSet())));
        var twice = firsts.entrySet().stream()
                .filter(first -> first.getValue().size() > 1)
                .map(Map.Entry::getKey)
                .map(id -> id + " has ended twice, and neither corrects the other");
        var unheeded = evidence.canceledAhead().stream()
                .filter(id -> !(evidence.completion(id).orElse(null) instanceof GenerationCanceled))
                .map(id -> id + " was canceled ahead of its request and has not ended as canceled");
        var sent = evidence.truth().creates().stream()
                .map(Truth.Create::generationId)
                .filter(Objects::nonNull)
                .filter(evidence.canceledAhead()::contains)
                .distinct()
                .map(id -> id + " was canceled ahead of its request and was sent to Kie");
        return Stream.of(unsettled, twice, unheeded, sent)
                .flatMap(lines -> lines)
                .sorted()
                .toList();
    }
}
