package dev.kiln.billing.ledger;

import dev.kiln.contract.Reason;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/** Applies events one after another to what is booked. Holds the generations in question; not thread-safe. */
public final class ApplyEvents {

    private final Map<String, BookedGeneration> generations;
    private final Set<String> appliedEventIds;
    private final Map<String, String> generationByTask;

    /** Takes the generations by id, the ids of events applied before, and the generations by the tasks charged to them. */
    public ApplyEvents(
            Map<String, BookedGeneration> generations,
            Set<String> appliedEventIds,
            Map<String, String> generationByTask) {
        this.generations = new HashMap<>(generations);
        this.appliedEventIds = new HashSet<>(appliedEventIds);
        this.generationByTask = new HashMap<>(generationByTask);
    }

    public Verdict apply(LedgerInput input, Instant now) {
        if (appliedEventIds.contains(input.eventId())) {
            return new Verdict.Duplicate();
        }
        Verdict verdict = generation(input).take(input, now);
        return switch (verdict) {
            case Verdict.Booked booked -> isOthersTask(input, booked) ? othersTask() : remembered(input, booked);
            case Verdict.Stale stale -> {
                appliedEventIds.add(input.eventId());
                yield stale;
            }
            case Verdict.Refused refused -> refused;
            case Verdict.Duplicate duplicate -> duplicate;
        };
    }

    private BookedGeneration generation(LedgerInput input) {
        BookedGeneration known = generations.get(input.generationId());
        return known != null ? known : BookedGeneration.unknown(input);
    }

    private boolean isOthersTask(LedgerInput input, Verdict.Booked booked) {
        return booked.after().positions().keySet().stream()
                .map(Position::taskId)
                .anyMatch(taskId -> taskId != null
                        && !generationByTask
                                .getOrDefault(taskId, input.generationId())
                                .equals(input.generationId()));
    }

    private static Verdict othersTask() {
        return new Verdict.Refused(Reason.CONFLICT, "the task is charged to another generation");
    }

    private Verdict remembered(LedgerInput input, Verdict.Booked booked) {
        appliedEventIds.add(input.eventId());
        generations.put(input.generationId(), booked.after());
        booked.after().positions().keySet().stream()
                .filter(position -> position.taskId() != null)
                .forEach(position -> generationByTask.put(position.taskId(), input.generationId()));
        return booked;
    }
}
