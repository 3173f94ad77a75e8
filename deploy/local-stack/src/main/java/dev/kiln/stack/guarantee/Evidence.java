package dev.kiln.stack.guarantee;

import dev.kiln.contract.CompletionEvent;
import dev.kiln.contract.Envelope;
import dev.kiln.contract.SubmissionEvent;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * All that is known of a run that has come to rest.
 *
 * @param accepted the generations that Kiln took: by a 202, or by a good record on its topic
 * @param events what was said on the topics, from their beginning
 * @param usage what the ledger says was used
 */
public record Evidence(Set<String> accepted, Truth truth, List<Envelope> events, List<Usage> usage) {
    public Evidence {
        accepted = Set.copyOf(accepted);
        events = List.copyOf(events);
        usage = List.copyOf(usage);
    }

    Stream<CompletionEvent> completions() {
        return events.stream()
                .map(Envelope::event)
                .filter(CompletionEvent.class::isInstance)
                .map(CompletionEvent.class::cast);
    }

    /** The one that counts: of the highest sequence. */
    Optional<CompletionEvent> completion(String generationId) {
        return completions()
                .filter(event -> event.generationId().equals(generationId))
                .max(Comparator.comparingLong(CompletionEvent::sequence));
    }

    /** The last step that was announced before the end. */
    Optional<SubmissionEvent> lastStep(String generationId) {
        return events.stream()
                .map(Envelope::event)
                .filter(SubmissionEvent.class::isInstance)
                .map(SubmissionEvent.class::cast)
                .filter(event -> event.generationId().equals(generationId))
                .max(Comparator.comparingLong(SubmissionEvent::sequence));
    }
}
