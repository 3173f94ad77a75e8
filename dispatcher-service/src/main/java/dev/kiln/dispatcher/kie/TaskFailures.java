package dev.kiln.dispatcher.kie;

import dev.kiln.contract.Failure;
import dev.kiln.contract.Reason;
import java.util.Optional;

/** Reads why Kie's task failed out of its code, which is any text or number, and its words. */
public final class TaskFailures {

    private TaskFailures() {}

    /** @param code nullable, as is the message */
    public static Failure classify(String code, String message, boolean billed) {
        String kind = code == null ? "" : code.strip();
        String detail = KieText.shown(kind, message);
        String reason = reason(kind, message == null ? "" : message);
        return new Failure(reason, detail, retryable(reason), billed);
    }

    /** What the words of a refused request or of a failed task name as the request's own fault. */
    static Optional<String> faultIn(String text) {
        if (KieText.FAULTY_REQUEST.isIn(text)) {
            return Optional.of(Reason.REFUSED);
        }
        if (KieText.CONTENT_POLICY.isIn(text)) {
            return Optional.of(Reason.CONTENT_POLICY);
        }
        return KieText.INPUT_UNREADABLE.isIn(text) ? Optional.of(Reason.INPUT_UNREADABLE) : Optional.empty();
    }

    private static String reason(String code, String text) {
        if (code.equals("402") || KieText.NO_CREDITS.isIn(text)) {
            return Reason.INSUFFICIENT_CREDITS;
        }
        return faultIn(text).orElseGet(() -> byCode(code));
    }

    private static String byCode(String code) {
        return switch (code) {
            case "400" -> Reason.REFUSED;
            case "422" -> Reason.CONTENT_POLICY;
            case "451" -> Reason.INPUT_UNREADABLE;
            default -> KieText.CONTENT_POLICY.isIn(code) ? Reason.CONTENT_POLICY : Reason.TASK_FAILED;
        };
    }

    /** An account that is topped up, or a second run, may do; the same faulty input does not. */
    private static boolean retryable(String reason) {
        return reason.equals(Reason.TASK_FAILED) || reason.equals(Reason.INSUFFICIENT_CREDITS);
    }
}
