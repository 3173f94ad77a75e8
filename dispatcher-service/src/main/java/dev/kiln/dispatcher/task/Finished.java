package dev.kiln.dispatcher.task;

import dev.kiln.contract.Charge;
import dev.kiln.contract.ChargeBasis;
import dev.kiln.contract.CompletionEvent;
import dev.kiln.contract.Credits;
import dev.kiln.contract.GenerationCanceled;
import dev.kiln.contract.GenerationFailed;
import dev.kiln.contract.GenerationSucceeded;
import dev.kiln.contract.Submission;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Has ended. Truth that differs is said again as a correction.
 *
 * @param completion what was last said of it
 * @param confirmAt when its record is read, since a callback's word ended it; null where that is done, or needless
 */
public record Finished(Generation generation, boolean cancelRequested, CompletionEvent completion, Instant confirmAt)
        implements Task {

    @Override
    public long version() {
        return completion.sequence();
    }

    @Override
    public Submission lastSubmission() {
        return completion.submission();
    }

    /**
     * Leaves the time of its end. Empty where nothing is new, or it is about another attempt or task than the one that
     * ended.
     *
     * @param proven the task and its account; another account than was said is news, since it was charged
     */
    public Optional<Transition> correct(Submission proven, Ending ending) {
        if (!concerns(proven.attempt(), proven.taskId()) || (knowsTask() && isOf(proven.account()) && sameAs(ending))) {
            return Optional.empty();
        }
        Submission submission = Submissions.proven(completion.submission(), proven);
        return Optional.of(corrected(submission, ending.charging(standing(ending))));
    }

    /** An operator's word on what it was charged, which stands from then on; empty where it stands already. */
    public Optional<Transition> decide(Credits credits) {
        Charge decided = new Charge(credits, ChargeBasis.DECIDED);
        return decided.equals(completion.charge())
                ? Optional.empty()
                : Optional.of(corrected(completion.submission(), ended(decided)));
    }

    /** Whether nobody is charged what was said last, since it is no figure or implausible, or an operator decided it. */
    public boolean isChargeInQuestion() {
        Charge charge = completion.charge();
        return knowsTask()
                && charge != null
                && switch (charge.basis()) {
                    case UNREADABLE, DECIDED -> true;
                    case REPORTED, CONFIRMED, COMPUTED, ASSUMED ->
                        generation.estimate() != null && generation.estimate().isImplausible(charge.credits());
                };
    }

    private Transition corrected(Submission submission, Ending ending) {
        String corrects = generation.id() + "." + version();
        return announced(
                generation,
                completion(
                        generation,
                        version() + 1,
                        cancelRequested,
                        corrects,
                        submission,
                        ending,
                        completion.completedAt()));
    }

    /** What it came to, with another charge. */
    private Ending ended(Charge charge) {
        return switch (completion) {
            case GenerationSucceeded succeeded -> new Ending.Success(succeeded.assets(), charge);
            case GenerationFailed failed -> new Ending.Miss(failed.failure(), charge).charging(charge);
            case GenerationCanceled canceled -> new Ending.Miss(null, charge);
        };
    }

    /** The charge that an ending leaves: a guess, or what cannot be read, takes the place of no better word. */
    private Charge standing(Ending ending) {
        Charge known = completion.charge();
        Charge said = ending.charge();
        if (known == null) {
            return said;
        }
        return switch (known.basis()) {
            case DECIDED -> known;
            case REPORTED, CONFIRMED -> isFigure(said) || isGuess(said) && ending instanceof Ending.Miss ? said : known;
            case UNREADABLE -> isFigure(said) ? said : known;
            case COMPUTED, ASSUMED -> said;
        };
    }

    /** Truth about an attempt that was taken for not created is truth all the same. */
    private boolean concerns(int attempt, String taskId) {
        Submission ended = completion.submission();
        return ended != null
                && ended.attempt() == attempt
                && (!knowsTask() || ended.taskId().equals(taskId));
    }

    private boolean isOf(String account) {
        return completion.submission().account().equals(account);
    }

    private boolean knowsTask() {
        return completion.submission().taskId() != null;
    }

    /** Its record is read at that time, or no more where that is null. Changes no fact, so it is not announced. */
    public Transition confirmed(Instant at) {
        return Transition.silent(confirmingAt(at));
    }

    Finished confirmingAt(Instant at) {
        return new Finished(generation, cancelRequested, completion, at);
    }

    static Finished after(Queued queued, CompletionEvent completion) {
        boolean canceled = queued.cancelRequested() || completion instanceof GenerationCanceled;
        return new Finished(queued.generation(), canceled, completion, null);
    }

    static Transition of(Submitted task, Submission submission, Ending ending, Instant now) {
        return announced(
                task.generation(),
                completion(
                        task.generation(), task.version() + 1, task.cancelRequested(), null, submission, ending, now));
    }

    private static Transition announced(Generation generation, CompletionEvent completion) {
        boolean canceled = completion instanceof GenerationCanceled;
        return Transition.announced(new Finished(generation, canceled, completion, null), completion);
    }

    private static CompletionEvent completion(
            Generation generation,
            long sequence,
            boolean canceled,
            String corrects,
            Submission submission,
            Ending ending,
            Instant completedAt) {
        if (canceled) {
            return new GenerationCanceled(
                    generation.id(),
                    sequence,
                    corrects,
                    generation.request(),
                    submission,
                    generation.estimate(),
                    ending.charge(),
                    completedAt);
        }
        return switch (ending) {
            case Ending.Success success ->
                new GenerationSucceeded(
                        generation.id(),
                        sequence,
                        corrects,
                        generation.request(),
                        submission,
                        generation.estimate(),
                        success.charge(),
                        success.assets(),
                        completedAt);
            case Ending.Miss miss ->
                new GenerationFailed(
                        generation.id(),
                        sequence,
                        corrects,
                        generation.request(),
                        submission,
                        generation.estimate(),
                        miss.charge(),
                        miss.failure(),
                        List.of(),
                        completedAt);
        };
    }

    private boolean sameAs(Ending ending) {
        return isSameCharge(ending.charge())
                && switch (completion) {
                    case GenerationCanceled canceled -> true;
                    case GenerationFailed failed -> ending instanceof Ending.Miss;
                    case GenerationSucceeded succeeded ->
                        ending instanceof Ending.Success success
                                && urls(succeeded).equals(urls(success));
                };
    }

    private boolean isSameCharge(Charge said) {
        Charge known = completion.charge();
        if (known == null) {
            return false;
        }
        return switch (said.basis()) {
            case REPORTED, CONFIRMED, DECIDED ->
                known.basis() == ChargeBasis.DECIDED
                        || known.basis() != ChargeBasis.UNREADABLE
                                && known.credits().equals(said.credits());
            case COMPUTED, ASSUMED -> true;
            case UNREADABLE -> !isGuess(known);
        };
    }

    private static boolean isGuess(Charge charge) {
        return charge.basis() == ChargeBasis.COMPUTED || charge.basis() == ChargeBasis.ASSUMED;
    }

    private static boolean isFigure(Charge charge) {
        return !isGuess(charge) && charge.basis() != ChargeBasis.UNREADABLE;
    }

    private static List<String> urls(GenerationSucceeded succeeded) {
        return succeeded.assets().stream().map(asset -> asset.url()).toList();
    }

    private static List<String> urls(Ending.Success success) {
        return success.assets().stream().map(asset -> asset.url()).toList();
    }
}
