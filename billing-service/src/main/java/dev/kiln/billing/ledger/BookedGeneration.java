package dev.kiln.billing.ledger;

import dev.kiln.contract.BillingEvent;
import dev.kiln.contract.ChargeBasis;
import dev.kiln.contract.CompletionEvent;
import dev.kiln.contract.Credits;
import dev.kiln.contract.Reason;
import dev.kiln.contract.SecondTaskFound;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * A generation as the ledger has it.
 *
 * @param sequence of the newest event known; 0 where none is
 * @param positions what is booked, without zeros
 * @param counted null while it is not completed
 * @param announced null while no charge was said
 * @param endedTask the task that the newest event, a completion, names; otherwise null
 * @param others every other task that a completion or a record named, as the newest of these said; perhaps the ended one too
 * @param priced null unless it succeeded for a figure of Kie's own
 */
public record BookedGeneration(
        String tenant,
        String model,
        long sequence,
        Map<Position, Credits> positions,
        Counted counted,
        Announced announced,
        String endedTask,
        Map<String, OtherTask> others,
        Priced priced) {

    public BookedGeneration {
        positions = Map.copyOf(positions);
        others = Map.copyOf(others);
    }

    /** For what may still be charged. */
    public Credits held() {
        return positions.entrySet().stream()
                .filter(booked -> booked.getKey().side() == LedgerAccount.HOLDS)
                .map(Map.Entry::getValue)
                .reduce(Credits.ZERO, Credits::plus);
    }

    static BookedGeneration unknown(LedgerInput input) {
        return new BookedGeneration(input.tenant(), input.model(), 0, Map.of(), null, null, null, Map.of(), null);
    }

    /**
     * Only the newest event of all, and the newest word on each further task, change anything, so every order of arrival
     * leads to the same balances.
     */
    Verdict take(LedgerInput input, Instant now) {
        if ((sequence > 0 || !others.isEmpty()) && !(tenant.equals(input.tenant()) && model.equals(input.model()))) {
            return new Verdict.Refused(Reason.CONFLICT, "the generation is known with another tenant or model");
        }
        if (Target.isChargeWithoutTask(input)) {
            return input.sequence() <= sequence
                    ? new Verdict.Stale()
                    : new Verdict.Refused(Reason.CHARGE_WITHOUT_TASK, "credits are charged and no task is named");
        }
        if (input.basis() == ChargeBasis.UNREADABLE) {
            return inQuestion(input, Reason.CREDITS_UNREADABLE, "what Kie named as its charge is no figure");
        }
        if (Target.isImplausible(input)) {
            return inQuestion(input, Reason.IMPLAUSIBLE_CHARGE, "the charge is a hundred times the quote or more");
        }
        if (input.event() instanceof SecondTaskFound found) {
            return proven(found);
        }
        return input.sequence() <= sequence ? late(input) : newest(input, now);
    }

    /** Nothing is booked, and the hold stands, until a better word comes: of the record, or of an operator. */
    private Verdict inQuestion(LedgerInput input, String reason, String detail) {
        boolean isAnswered = input.completion().isPresent()
                && input.sequence() <= sequence
                && endedTask != null
                && endedTask.equals(taskOf(input));
        return isAnswered
                ? new Verdict.Stale()
                : new Verdict.Refused(reason, detail + ": look at Kie's log, then settle it as charged");
    }

    private Verdict newest(LedgerInput input, Instant now) {
        String task = taskOf(input);
        Map<String, OtherTask> remembered = new HashMap<>(others);
        if (endedTask != null) {
            remembered.merge(endedTask, ended(), OtherTask::orNewer);
        }
        Map<Position, Credits> wanted = new HashMap<>(Target.of(input));
        addLosses(wanted, task, remembered);
        Optional<BillingEvent> announcement = Announcement.of(announced, input, now);
        BookedGeneration after = new BookedGeneration(
                input.tenant(),
                input.model(),
                input.sequence(),
                wanted,
                input.completion().map(Counted::of).orElse(null),
                announcement
                        .map(said -> Announcement.remembered(announced, said, input))
                        .orElse(announced),
                task,
                remembered,
                Priced.of(input));
        return new Verdict.Booked(
                this, after, Target.differences(positions, wanted), announcement, Target.isAboveHold(input));
    }

    private Verdict late(LedgerInput input) {
        String task = taskOf(input);
        OtherTask known = others.get(task == null ? "" : task);
        if (task == null || task.equals(endedTask) || known != null && known.sequence() >= input.sequence()) {
            return new Verdict.Stale();
        }
        CompletionEvent end = input.completion().orElseThrow();
        return with(
                task,
                new OtherTask(
                        input.sequence(),
                        Position.ofCharge(end.submission(), end.completedAt()).asLoss(),
                        Target.creditsOf(end)),
                Target.isAboveHold(input));
    }

    private Verdict proven(SecondTaskFound found) {
        String task = found.submission().taskId();
        OtherTask other = OtherTask.proven(found);
        OtherTask known = others.get(task);
        return known != null && known.sequence() >= other.sequence() ? new Verdict.Stale() : with(task, other, false);
    }

    private Verdict with(String task, OtherTask other, boolean aboveHold) {
        Map<String, OtherTask> remembered = new HashMap<>(others);
        remembered.put(task, other);
        Map<Position, Credits> wanted = new HashMap<>(positions);
        wanted.keySet().removeIf(position -> position.side() == LedgerAccount.LOSS);
        addLosses(wanted, endedTask, remembered);
        BookedGeneration after = new BookedGeneration(
                tenant, model, sequence, wanted, counted, announced, endedTask, remembered, priced);
        return new Verdict.Booked(this, after, Target.differences(positions, wanted), Optional.empty(), aboveHold);
    }

    /**
     * The tenant pays for the task that ended its generation. While none did, nobody can say which one that is, unless Kie's
     * record has proven it to be a further one.
     */
    private static void addLosses(Map<Position, Credits> wanted, String task, Map<String, OtherTask> others) {
        others.forEach((id, other) -> {
            boolean isFurther = task == null ? other.isProven() : !id.equals(task);
            if (isFurther && !other.credits().isZero()) {
                wanted.put(other.position(), other.credits());
            }
        });
    }

    /** The task that ended it so far, as one that does not any more. */
    private OtherTask ended() {
        return positions.entrySet().stream()
                .filter(booked -> booked.getKey().side() == LedgerAccount.SPEND)
                .map(booked -> new OtherTask(sequence, booked.getKey().asLoss(), booked.getValue()))
                .findFirst()
                .orElseGet(() -> new OtherTask(sequence, free(), Credits.ZERO));
    }

    /** Nothing is booked for a task that took nothing. */
    private Position free() {
        return new Position(LedgerAccount.LOSS, counted.account(), 1, endedTask, counted.day());
    }

    private static String taskOf(LedgerInput input) {
        return input.endedTask().orElse(null);
    }
}
