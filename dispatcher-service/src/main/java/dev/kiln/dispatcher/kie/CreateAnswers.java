package dev.kiln.dispatcher.kie;

import com.fasterxml.jackson.databind.JsonNode;
import dev.kiln.contract.Cause;
import dev.kiln.contract.Failure;
import dev.kiln.contract.Reason;
import dev.kiln.kiewire.KieJson;
import java.util.Optional;

/**
 * Reads the answer to a create, which is the same in all families. Only an answer that is known to mean "nothing was
 * created" says so; whatever is new, unclear or broken is in doubt.
 */
public final class CreateAnswers {

    private static final int LONGEST_TASK_ID = 256;

    private CreateAnswers() {}

    public static CreateOutcome classify(HttpAnswer answer) {
        return KieAnswer.of(answer).map(CreateAnswers::classify).orElseGet(() -> withoutEnvelope(answer.status()));
    }

    static CreateOutcome.InDoubt inDoubt(String detail) {
        return new CreateOutcome.InDoubt(new Cause(Reason.NO_CLEAR_ANSWER, detail));
    }

    private static CreateOutcome classify(KieAnswer answer) {
        JsonNode named = answer.data().path("taskId");
        if (!answer.isSuccess()) {
            return KieJson.isEmpty(named) ? error(answer) : contradictory(answer, named);
        }
        Optional<String> taskId = KieJson.text(named);
        if (taskId.isEmpty()) {
            return inDoubt("success without a task id");
        }
        return taskId.filter(id -> id.length() <= LONGEST_TASK_ID)
                .<CreateOutcome>map(CreateOutcome.Created::new)
                .orElseGet(() -> inDoubt("the task id is longer than " + LONGEST_TASK_ID + " characters"));
    }

    private static CreateOutcome contradictory(KieAnswer answer, JsonNode named) {
        String taskId =
                KieJson.text(named).filter(id -> id.length() <= LONGEST_TASK_ID).orElse(null);
        return new CreateOutcome.InDoubt(
                new Cause(Reason.NO_CLEAR_ANSWER, "a task id with code " + answer.code()), taskId);
    }

    private static CreateOutcome error(KieAnswer answer) {
        return switch (answer.code()) {
            case 401 -> stopped(Reason.UNAUTHORIZED, answer);
            case 402 -> stopped(Reason.INSUFFICIENT_CREDITS, answer);
            case 403 -> stopped(Reason.BLOCKED, answer);
            case 433 -> stopped(Reason.KEY_CAP_REACHED, answer);
            case 429 -> later(Reason.RATE_LIMITED, answer);
            case 455 -> later(Reason.MAINTENANCE, answer);
            case 505 -> paused(answer);
            case 404 -> KieText.FAULTY_REQUEST.isIn(answer.text()) ? refused(answer) : stopped(Reason.BLOCKED, answer);
            case 400, 422, 451 ->
                KieText.TOO_FREQUENT.isIn(answer.text())
                        ? later(Reason.RATE_LIMITED, answer)
                        : spokenOf(answer).orElseGet(() -> refused(answer));
            default -> answer.code() >= 500 ? serverError(answer) : inDoubt(words(answer));
        };
    }

    private static CreateOutcome serverError(KieAnswer answer) {
        if (KieText.TRY_AGAIN.isIn(answer.text())) {
            return inDoubt(words(answer));
        }
        return spokenOf(answer)
                .orElseGet(() -> KieText.FAULTY_REQUEST.isIn(answer.text()) ? refused(answer) : inDoubt(words(answer)));
    }

    /** Account and model troubles that come under the code of something else. */
    private static Optional<CreateOutcome> spokenOf(KieAnswer answer) {
        if (KieText.NO_CREDITS.isIn(answer.text())) {
            return Optional.of(stopped(Reason.INSUFFICIENT_CREDITS, answer));
        }
        if (KieText.KEY_CAP.isIn(answer.text())) {
            return Optional.of(stopped(Reason.KEY_CAP_REACHED, answer));
        }
        return KieText.PAUSED.isIn(answer.text()) ? Optional.of(paused(answer)) : Optional.empty();
    }

    /** Refusals whose HTTP status alone is clear: Kie's edge gives them as plain text. */
    private static CreateOutcome withoutEnvelope(int status) {
        return switch (status) {
            case 401 -> new CreateOutcome.AccountStopped(plain(Reason.UNAUTHORIZED, status));
            case 403, 404 -> new CreateOutcome.AccountStopped(plain(Reason.BLOCKED, status));
            case 429 -> new CreateOutcome.TryLater(plain(Reason.RATE_LIMITED, status));
            default -> inDoubt("HTTP " + status + " without a readable answer");
        };
    }

    private static CreateOutcome refused(KieAnswer answer) {
        String reason = answer.code() == 451
                ? Reason.INPUT_UNREADABLE
                : TaskFailures.faultIn(answer.text()).orElse(Reason.REFUSED);
        String detail = KieText.shown(String.valueOf(answer.code()), answer.text());
        return new CreateOutcome.Refused(new Failure(reason, detail, KieText.TRY_AGAIN.isIn(answer.text()), false));
    }

    private static CreateOutcome stopped(String reason, KieAnswer answer) {
        return new CreateOutcome.AccountStopped(new Cause(reason, words(answer)));
    }

    private static CreateOutcome paused(KieAnswer answer) {
        return new CreateOutcome.ModelPaused(new Cause(Reason.MODEL_PAUSED, words(answer)));
    }

    private static CreateOutcome later(String reason, KieAnswer answer) {
        return new CreateOutcome.TryLater(new Cause(reason, words(answer)));
    }

    private static String words(KieAnswer answer) {
        return KieText.shown(String.valueOf(answer.code()), answer.text());
    }

    private static Cause plain(String reason, int status) {
        return new Cause(reason, "HTTP " + status + " without an answer of Kie's API");
    }
}
