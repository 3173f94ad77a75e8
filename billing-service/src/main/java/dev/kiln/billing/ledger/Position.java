package dev.kiln.billing.ledger;

import dev.kiln.contract.Submission;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Comparator;

/**
 * What a generation's credits are booked under, besides its tenant and model.
 *
 * @param side {@code SPEND}, {@code LOSS} or {@code HOLDS}
 * @param account the Kie account
 * @param taskId null for a hold, which stays the same whether or not its task is known
 * @param day in UTC: for a charge the day of completion, for a hold the day of submission
 */
public record Position(LedgerAccount side, String account, int attempt, String taskId, LocalDate day)
        implements Comparable<Position> {

    private static final Comparator<Position> ORDER = Comparator.comparing(Position::side)
            .thenComparing(Position::account)
            .thenComparing(Position::attempt)
            .thenComparing(Position::taskId, Comparator.nullsFirst(Comparator.naturalOrder()))
            .thenComparing(Position::day);

    static Position ofHold(Submission submission) {
        return new Position(
                LedgerAccount.HOLDS,
                submission.account(),
                submission.attempt(),
                null,
                utcDay(submission.submittedAt()));
    }

    static Position ofCharge(Submission submission, Instant completedAt) {
        return new Position(
                LedgerAccount.SPEND,
                submission.account(),
                submission.attempt(),
                submission.taskId(),
                utcDay(completedAt));
    }

    /** The same charge, for which no tenant pays. */
    Position asLoss() {
        return new Position(LedgerAccount.LOSS, account, attempt, taskId, day);
    }

    public static LocalDate utcDay(Instant instant) {
        return instant.atOffset(ZoneOffset.UTC).toLocalDate();
    }

    @Override
    public int compareTo(Position other) {
        return ORDER.compare(this, other);
    }
}
