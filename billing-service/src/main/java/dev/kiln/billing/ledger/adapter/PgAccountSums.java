package dev.kiln.billing.ledger.adapter;

import dev.kiln.billing.ledger.Entry;
import dev.kiln.billing.ledger.LedgerAccount;
import dev.kiln.billing.ledger.LedgerInput;
import dev.kiln.billing.ledger.Position;
import dev.kiln.billing.ledger.Verdict;
import dev.kiln.contract.Credits;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import org.hibernate.reactive.mutiny.Mutiny;

/**
 * Keeps the sums by Kie account in step with the entries of the same transaction; its rows are locked in their order. What
 * is booked of the time before an account's opening lessens no balance that was read: it was there to be taken, so it is
 * added to what the opening counts as bought.
 */
final class PgAccountSums {

    private static final String ADD = """
            INSERT INTO working.kie_account (account, charged, lost, held)
            SELECT * FROM unnest(cast(:accounts AS text[]), cast(:charged AS numeric[]), cast(:lost AS numeric[]),
                                 cast(:held AS numeric[]))
            ON CONFLICT (account) DO UPDATE
            SET charged = kie_account.charged + excluded.charged,
                lost = kie_account.lost + excluded.lost,
                held = kie_account.held + excluded.held
            RETURNING account, opened_by, cast(extract(epoch FROM opened_at) * 1000000 AS bigint)""";

    /** In the booking of the opening, which is there unless the account was opened with nothing. */
    private static final String BUY = """
            WITH opened AS (
                UPDATE working.kie_account SET taken_before = taken_before + :amount WHERE account = :account
            ), created AS (
                INSERT INTO ledger.booking (id, event_id, occurred_at, booked_at)
                SELECT number, event_id, occurred_at, :now FROM ledger.applied_event WHERE event_id = :opening
                ON CONFLICT DO NOTHING RETURNING id
            ), booking AS (
                SELECT id FROM created UNION SELECT id FROM ledger.booking WHERE event_id = :opening
            ), last AS (
                SELECT booking.id, coalesce(max(e.line), 0) AS line
                FROM booking LEFT JOIN ledger.entry e ON e.booking_id = booking.id GROUP BY booking.id
            )
            INSERT INTO ledger.entry (booking_id, line, ledger_account, account, day, amount)
            SELECT last.id, last.line + side.line, side.ledger_account, :account, :day, side.amount
            FROM last, (VALUES (1, 'prepaid', cast(:amount AS numeric)), (2, 'bought', -cast(:amount AS numeric)))
                 AS side (line, ledger_account, amount)""";

    private record Sums(Credits charged, Credits lost, Credits held) {

        static final Sums NONE = new Sums(Credits.ZERO, Credits.ZERO, Credits.ZERO);

        Sums plus(Entry entry) {
            return switch (entry.ledgerAccount()) {
                case SPEND -> new Sums(charged.plus(entry.amount()), lost, held);
                case LOSS -> new Sums(charged, lost.plus(entry.amount()), held);
                case HOLDS -> new Sums(charged, lost, held.plus(entry.amount()));
                case PREPAID, HOLDS_CONTRA, BOUGHT, UNEXPLAINED -> this;
            };
        }
    }

    private PgAccountSums() {}

    static Uni<Void> add(Mutiny.Session session, List<Judged> booked, Instant now) {
        SortedMap<String, Sums> sums = new TreeMap<>();
        for (Judged judged : booked) {
            for (Entry entry : entries(judged)) {
                sums.merge(entry.position().account(), Sums.NONE.plus(entry), (before, one) -> before.plus(entry));
            }
        }
        if (sums.isEmpty()) {
            return Uni.createFrom().voidItem();
        }
        return session.createNativeQuery(ADD, Object[].class)
                .setParameter("accounts", sums.keySet().toArray(String[]::new))
                .setParameter("charged", column(sums, Sums::charged))
                .setParameter("lost", column(sums, Sums::lost))
                .setParameter("held", column(sums, Sums::held))
                .getResultList()
                .chain(accounts -> Multi.createFrom()
                        .iterable(accounts)
                        .filter(account -> account[1] != null)
                        .onItem()
                        .transformToUniAndConcatenate(account -> boughtBefore(session, account, booked, now))
                        .onItem()
                        .ignoreAsUni());
    }

    private static List<Entry> entries(Judged judged) {
        return ((Verdict.Booked) judged.verdict()).entries();
    }

    private static BigDecimal[] column(SortedMap<String, Sums> sums, Function<Sums, Credits> field) {
        return sums.values().stream().map(field).map(Credits::amount).toArray(BigDecimal[]::new);
    }

    private static Uni<Void> boughtBefore(Mutiny.Session session, Object[] account, List<Judged> booked, Instant now) {
        String name = (String) account[0];
        Instant openedAt = Instant.EPOCH.plus((Long) account[2], ChronoUnit.MICROS);
        Credits taken = booked.stream()
                .flatMap(judged -> entries(judged).stream()
                        .filter(entry -> entry.position().account().equals(name))
                        .filter(entry -> isTakenBy(openedAt, judged.input(), entry)))
                .map(Entry::amount)
                .reduce(Credits.ZERO, Credits::plus);
        if (taken.isZero()) {
            return Uni.createFrom().voidItem();
        }
        return session.createNativeQuery(BUY)
                .setParameter("account", name)
                .setParameter("opening", account[1])
                .setParameter("amount", taken.amount())
                .setParameter("day", Position.utcDay(openedAt))
                .setParameter("now", now)
                .executeUpdate()
                .replaceWithVoid();
    }

    /** As {@link PgReadings} has it of what was booked before the opening. */
    private static boolean isTakenBy(Instant openedAt, LedgerInput input, Entry entry) {
        boolean isCharge = entry.ledgerAccount() == LedgerAccount.SPEND || entry.ledgerAccount() == LedgerAccount.LOSS;
        return isCharge && input.isTakenBy(openedAt, entry.position().day());
    }
}
