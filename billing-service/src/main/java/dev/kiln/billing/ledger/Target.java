package dev.kiln.billing.ledger;

import dev.kiln.contract.CancellationRequested;
import dev.kiln.contract.ChargeBasis;
import dev.kiln.contract.CompletionEvent;
import dev.kiln.contract.Credits;
import dev.kiln.contract.Estimate;
import dev.kiln.contract.GenerationInDoubt;
import dev.kiln.contract.GenerationParked;
import dev.kiln.contract.GenerationRequested;
import dev.kiln.contract.GenerationRequeued;
import dev.kiln.contract.GenerationSubmitted;
import dev.kiln.contract.SecondTaskFound;
import dev.kiln.contract.Submission;
import dev.kiln.contract.SubmissionEvent;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/** What must be booked for a generation when the given event is its newest; nothing of it depends on earlier events. */
final class Target {

    private Target() {}

    static Map<Position, Credits> of(LedgerInput input) {
        return switch (input.event()) {
            case GenerationSubmitted step -> held(step.submission(), step.estimate());
            case GenerationInDoubt step -> held(step.submission(), step.estimate());
            case GenerationParked step -> held(step.submission(), step.estimate());
            case GenerationRequeued ignored -> Map.of();
            case CompletionEvent end -> charged(end);
            case SecondTaskFound ignored -> Map.of();
            case GenerationRequested ignored -> Map.of();
            case CancellationRequested ignored -> Map.of();
        };
    }

    /** Credits without a task that took them cannot be booked, and are not guessed at. */
    static boolean isChargeWithoutTask(LedgerInput input) {
        return input.completion()
                .filter(end -> !creditsOf(end).isZero())
                .filter(end -> end.submission() == null || end.submission().taskId() == null)
                .isPresent();
    }

    /** Nobody is charged what is taken for a mistake, unless an operator has looked. */
    static boolean isImplausible(LedgerInput input) {
        return input.basis() != ChargeBasis.DECIDED
                && switch (input.event()) {
                    case CompletionEvent end -> isImplausible(creditsOf(end), end.estimate());
                    case SecondTaskFound found -> isImplausible(found.charge().credits(), found.estimate());
                    case SubmissionEvent ignored -> false;
                    case GenerationRequested ignored -> false;
                    case CancellationRequested ignored -> false;
                };
    }

    private static boolean isImplausible(Credits credits, Estimate estimate) {
        return estimate != null && estimate.isImplausible(credits);
    }

    static boolean isAboveHold(LedgerInput input) {
        return input.completion()
                .filter(end -> end.estimate() != null
                        && creditsOf(end).compareTo(end.estimate().hold()) > 0)
                .isPresent();
    }

    /** What leads from the booked positions to the wanted ones, each difference with its contra entry. */
    static List<Entry> differences(Map<Position, Credits> booked, Map<Position, Credits> wanted) {
        TreeSet<Position> positions = new TreeSet<>(booked.keySet());
        positions.addAll(wanted.keySet());
        List<Entry> entries = new ArrayList<>();
        for (Position position : positions) {
            Credits difference =
                    wanted.getOrDefault(position, Credits.ZERO).minus(booked.getOrDefault(position, Credits.ZERO));
            if (!difference.isZero()) {
                entries.add(new Entry(position.side(), position, difference));
                entries.add(new Entry(position.side().contra(), position, difference.negated()));
            }
        }
        return List.copyOf(entries);
    }

    static Credits creditsOf(CompletionEvent end) {
        return end.charge() == null ? Credits.ZERO : end.charge().credits();
    }

    private static Map<Position, Credits> held(Submission submission, Estimate estimate) {
        return estimate.hold().isZero() ? Map.of() : Map.of(Position.ofHold(submission), estimate.hold());
    }

    private static Map<Position, Credits> charged(CompletionEvent end) {
        Credits credits = creditsOf(end);
        return credits.isZero() ? Map.of() : Map.of(Position.ofCharge(end.submission(), end.completedAt()), credits);
    }
}
