package dev.kiln.dispatcher.task;

import dev.kiln.contract.Charge;
import dev.kiln.contract.CompletionEvent;
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

    /** Empty where the ending says nothing new, or speaks of another attempt or task than the one that ended. */
    public Optional<Transition> correct(int attempt, String taskId, Ending ending, Instant now) {
        if (!concerns(attempt, taskId) || (knowsTask() && sameAs(ending))) {
            return Optional.empty();
        }
        String corrects = generation.id() + "." + version();
        Submission submission = Submissions.withTaskId(completion.submission(), taskId);
        Ending known = hasFigure() && ending instanceof Ending.Success success && guessed(ending)
                ? new Ending.Success(success.assets(), completion.charge())
                : ending;
        return Optional.of(announced(
                generation, completion(generation, version() + 1, cancelRequested, corrects, submission, known, now)));
    }

    /** Whether Kie has named what it charged, for which no rule's figure is taken. */
    private boolean hasFigure() {
        return completion.charge() != null && !isGuess(completion.charge());
    }

    /** Truth about an attempt that was taken for not created is truth all the same. */
    private boolean concerns(int attempt, String taskId) {
        Submission ended = completion.submission();
        return ended != null
                && ended.attempt() == attempt
                && (!knowsTask() || ended.taskId().equals(taskId));
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

    static Transition of(Submitted task, String taskId, Ending ending, Instant now) {
        Submission submission = Submissions.withTaskId(task.submission(), taskId);
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
            Instant now) {
        if (canceled) {
            return new GenerationCanceled(
                    generation.id(),
                    sequence,
                    corrects,
                    generation.request(),
                    submission,
                    generation.estimate(),
                    ending.charge(),
                    now);
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
                        now);
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
                        now);
        };
    }

    private boolean sameAs(Ending ending) {
        boolean sameCredits = completion.charge() != null
                && (guessed(ending)
                        || completion.charge().credits().equals(ending.charge().credits()));
        return sameCredits
                && switch (completion) {
                    case GenerationCanceled canceled -> true;
                    case GenerationFailed failed -> ending instanceof Ending.Miss;
                    case GenerationSucceeded succeeded ->
                        ending instanceof Ending.Success success
                                && urls(succeeded).equals(urls(success));
                };
    }

    private static boolean guessed(Ending ending) {
        return isGuess(ending.charge());
    }

    private static boolean isGuess(Charge charge) {
        return switch (charge.basis()) {
            case REPORTED, CONFIRMED -> false;
            case COMPUTED, ASSUMED -> true;
        };
    }

    private static List<String> urls(GenerationSucceeded succeeded) {
        return succeeded.assets().stream().map(asset -> asset.url()).toList();
    }

    private static List<String> urls(Ending.Success success) {
        return success.assets().stream().map(asset -> asset.url()).toList();
    }
}
