package dev.kiln.dispatcher.kie;

import dev.kiln.contract.Cause;
import dev.kiln.contract.Credits;
import dev.kiln.contract.Reason;
import dev.kiln.kiewire.ReportedCredits;
import java.util.Optional;

/** Reads the answer to {@link #PATH} (docs.kie.ai, "Get Remaining Credits"): {@code data} is the balance itself. */
public final class BalanceAnswers {

    public static final String PATH = "/api/v1/chat/credit";

    private BalanceAnswers() {}

    public static Balance read(HttpAnswer answer) {
        Optional<KieAnswer> envelope = KieAnswer.of(answer);
        if (envelope.isEmpty()) {
            return RecordAnswers.accountFault(answer.status())
                    .<Balance>map(Balance.AccountStopped::new)
                    .orElseGet(() -> unreadable("HTTP " + answer.status() + " without a readable answer"));
        }
        return read(envelope.get());
    }

    private static Balance read(KieAnswer answer) {
        if (!answer.isSuccess()) {
            return RecordAnswers.accountFault(answer)
                    .<Balance>map(Balance.AccountStopped::new)
                    .orElseGet(() -> unreadable(KieText.shown(String.valueOf(answer.code()), answer.text())));
        }
        Credits credits = ReportedCredits.figure(answer.data()).credits();
        return credits == null ? unreadable("no balance that can be read") : new Balance.Known(credits);
    }

    private static Balance unreadable(String detail) {
        return new Balance.Unreadable(new Cause(Reason.UNREADABLE, detail));
    }
}
