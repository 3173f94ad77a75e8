package dev.kiln.dispatcher.kie;

import com.fasterxml.jackson.databind.JsonNode;
import dev.kiln.contract.Cause;
import dev.kiln.contract.Reason;
import java.util.Optional;
import java.util.function.Function;

/** Reads the envelope of a record, which is the same in all families, and hands its data to the family. */
final class RecordAnswers {

    private RecordAnswers() {}

    /** The family reads only data that says how far the task is. */
    static TaskRecord read(HttpAnswer answer, Function<JsonNode, TaskRecord> family) {
        Optional<KieAnswer> envelope = KieAnswer.of(answer);
        if (envelope.isEmpty()) {
            return withoutEnvelope(answer.status());
        }
        JsonNode data = envelope.get().data();
        return data.has("state") || data.has("successFlag") ? family.apply(data) : withoutRecord(envelope.get());
    }

    static TaskRecord unreadable(String detail) {
        return new TaskRecord.Unreadable(new Cause(Reason.UNREADABLE, detail));
    }

    /** Whether Kie refuses the account rather than this read, and why. */
    static Optional<Cause> accountFault(KieAnswer answer) {
        String words = KieText.shown(String.valueOf(answer.code()), answer.text());
        return accountReason(answer.code()).map(reason -> new Cause(reason, words));
    }

    /** The same by the HTTP status alone. */
    static Optional<Cause> accountFault(int status) {
        return accountReason(status).map(reason -> new Cause(reason, "HTTP " + status + " without a readable answer"));
    }

    private static Optional<String> accountReason(int code) {
        return switch (code) {
            case 401 -> Optional.of(Reason.UNAUTHORIZED);
            case 402 -> Optional.of(Reason.INSUFFICIENT_CREDITS);
            case 403 -> Optional.of(Reason.BLOCKED);
            case 433 -> Optional.of(Reason.KEY_CAP_REACHED);
            default -> Optional.empty();
        };
    }

    private static TaskRecord withoutEnvelope(int status) {
        return accountFault(status)
                .<TaskRecord>map(TaskRecord.AccountStopped::new)
                .orElseGet(() -> unreadable("HTTP " + status + " without a readable answer"));
    }

    /** A 404 that no envelope names is a wrong path, and says nothing about the task. */
    private static TaskRecord withoutRecord(KieAnswer answer) {
        if (answer.named() && (answer.code() == 422 || answer.code() == 404)) {
            return new TaskRecord.Absent();
        }
        return accountFault(answer)
                .<TaskRecord>map(TaskRecord.AccountStopped::new)
                .orElseGet(() -> unreadable(code(answer) + KieText.shown(null, answer.text())));
    }

    private static String code(KieAnswer answer) {
        return (answer.named() ? "code " : "HTTP ") + answer.code() + " without a record: ";
    }
}
