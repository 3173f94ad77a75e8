package dev.kiln.billing.ledger.adapter;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.kiln.billing.journal.adapter.JournalOrder;
import dev.kiln.billing.ledger.LedgerInput;
import dev.kiln.contract.AccountEvent;
import dev.kiln.contract.AccountResumed;
import dev.kiln.contract.AccountStopped;
import dev.kiln.contract.BalanceRead;
import dev.kiln.contract.ContractJson;
import dev.kiln.contract.Envelope;
import dev.kiln.contract.EventType;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import org.hibernate.reactive.mutiny.Mutiny;

/**
 * Keeps what the dispatcher says of Kie's accounts. A balance is kept beside the ledger's sums of that moment; the first of
 * an account opens it: what is there then counts as bought, together with what was taken before, whenever that is booked.
 */
final class PgReadings {

    private static final String JOURNAL = """
            INSERT INTO ledger.applied_event
                (event_id, source, type, result, occurred_at, applied_at, number, data)
            VALUES (:id, :source, :type, 'noted', :occurredAt, :now,
                    coalesce(cast(:number AS bigint), nextval('ledger.number')), :data)
            ON CONFLICT DO NOTHING RETURNING number""";
    private static final String OPEN = """
            INSERT INTO working.kie_account (account) VALUES (:account) ON CONFLICT DO NOTHING""";
    private static final String ACCOUNT = """
            SELECT coalesce(read_at >= :readAt, false), read_at IS NULL, bought - unexplained
            FROM working.kie_account
            WHERE account = :account FOR UPDATE""";
    /** More that was booked since than this is not added up: all that was ever booked is no less. */
    private static final int MOST_BOOKED_SINCE = 20_000;

    /**
     * Null where it is more: a backlog has a reading for every half minute, and books all of it later than it was read. Only
     * what was added: a correction downwards takes nothing from what Kie may still have to take.
     */
    static final String SINCE = """
            SELECT CASE WHEN (SELECT count(*) FROM (SELECT FROM ledger.booking WHERE booked_at > :readAt LIMIT :most) AS few)
                    < :most
                THEN (SELECT coalesce(sum(e.amount) FILTER (WHERE e.amount > 0), 0)
                    FROM ledger.booking b JOIN ledger.entry e ON e.booking_id = b.id
                    WHERE b.booked_at > :readAt AND e.account = :account AND e.ledger_account IN ('spend', 'loss'))
                END""";
    /** For what sums up all that an account was ever charged: given up, it would come again for ever. */
    private static final String PATIENCE = "SET LOCAL statement_timeout = '60s'";
    /** It may be most of the ledger. */
    private static final String READ_WHOLE = "SET LOCAL enable_seqscan = on";

    /** Only once for an account, and as {@link LedgerInput#isTakenBy} has it of what is booked later. */
    private static final String TAKEN_BEFORE = """
            SELECT coalesce(sum(e.amount), 0)
            FROM ledger.entry e JOIN ledger.booking b ON b.id = e.booking_id
            JOIN ledger.applied_event a ON a.event_id = b.event_id
            WHERE e.account = :account AND e.ledger_account IN ('spend', 'loss')
                AND CASE WHEN a.type = :found
                    THEN coalesce(cast(cast(a.data AS json) #>> '{submission,submittedAt}' AS timestamptz),
                        a.occurred_at) <= :readAt
                    ELSE e.day < :day
                        OR e.day = :day AND coalesce(cast(cast(a.data AS json) ->> 'completedAt' AS timestamptz),
                            a.occurred_at) <= :readAt
                    END""";

    private static final String BUY = """
            WITH booked AS (
                INSERT INTO ledger.booking (id, event_id, occurred_at, booked_at)
                VALUES (:number, :id, :readAt, :now) RETURNING id
            ), bought AS (
                INSERT INTO ledger.entry (booking_id, line, ledger_account, account, day, amount)
                SELECT id, side.line, side.ledger_account, :account, cast(:readAt AS timestamptz) AT TIME ZONE 'UTC',
                       side.amount
                FROM booked, (VALUES (1, 'prepaid', cast(:amount AS numeric)), (2, 'bought', -cast(:amount AS numeric)))
                     AS side (line, ledger_account, amount)
            )
            UPDATE working.kie_account SET bought = bought + :amount WHERE account = :account""";
    private static final String OPENED = """
            UPDATE working.kie_account SET opened_at = :readAt, opened_by = :id WHERE account = :account""";
    private static final String READING = """
            WITH account AS (
                UPDATE working.kie_account SET read_at = :readAt WHERE account = :account
                RETURNING bought, charged, lost, unexplained, held, taken_before
            )
            INSERT INTO ledger.balance_reading
                (event_id, account, read_at, balance, bought, charged, lost, unexplained, held, taken_before, since)
            SELECT :id, :account, :readAt, :balance, bought, charged, lost, unexplained, held, taken_before,
                   coalesce(cast(:since AS numeric), charged + lost)
            FROM account""";
    private static final String CHANGE = """
            UPDATE working.kie_account SET changed_at = :at, stopped_by = :reason
            WHERE account = :account AND (changed_at IS NULL OR changed_at < :at)""";

    private final Mutiny.Session session;
    private final Instant now;

    PgReadings(Mutiny.Session session, Instant now) {
        this.session = session;
        this.now = now;
    }

    /** New ones, which have seen all that has a lower number. */
    Uni<Void> applyAlone(List<Envelope> envelopes) {
        return envelopes.isEmpty()
                ? Uni.createFrom().voidItem()
                : session.createNativeQuery(JournalOrder.ALONE, Integer.class)
                        .getSingleResult()
                        .chain(() -> apply(envelopes, null));
    }

    /** The number is that of the only one; null for new ones. */
    Uni<Void> apply(List<Envelope> envelopes, Long number) {
        return Multi.createFrom()
                .iterable(envelopes)
                .onItem()
                .transformToUniAndConcatenate(envelope -> apply(envelope, number))
                .onItem()
                .ignoreAsUni();
    }

    private Uni<Void> apply(Envelope envelope, Long known) {
        AccountEvent event = (AccountEvent) envelope.event();
        return session.createNativeQuery(JOURNAL, Long.class)
                .setParameter("id", envelope.id())
                .setParameter("source", envelope.source().toString())
                .setParameter("type", envelope.type().typeName())
                .setParameter("occurredAt", envelope.time())
                .setParameter("now", now)
                .setParameter("number", known)
                .setParameter("data", json(event))
                .getSingleResultOrNull()
                .chain(number -> number == null
                        ? Uni.createFrom().voidItem()
                        : opened(event.account()).chain(() -> kept(envelope, number)));
    }

    private Uni<Void> opened(String account) {
        return session.createNativeQuery(OPEN)
                .setParameter("account", account)
                .executeUpdate()
                .replaceWithVoid();
    }

    private Uni<Void> kept(Envelope envelope, long number) {
        return switch ((AccountEvent) envelope.event()) {
            case BalanceRead read -> read(envelope.id(), number, read);
            case AccountStopped stop ->
                changed(stop.account(), stop.stoppedAt(), stop.cause().reason());
            case AccountResumed resumed -> changed(resumed.account(), resumed.resumedAt(), null);
        };
    }

    private Uni<Void> changed(String account, Instant at, String reason) {
        return session.createNativeQuery(CHANGE)
                .setParameter("account", account)
                .setParameter("at", at)
                .setParameter("reason", reason)
                .executeUpdate()
                .replaceWithVoid();
    }

    private Uni<Void> read(String id, long number, BalanceRead read) {
        return session.createNativeQuery(ACCOUNT, Object[].class)
                .setParameter("account", read.account())
                .setParameter("readAt", read.readAt())
                .getSingleResult()
                .chain(account -> (Boolean) account[0]
                        ? Uni.createFrom().voidItem()
                        : opening(id, number, read, account)
                                .chain(() -> since(read))
                                .chain(since -> reading(id, read, since)));
    }

    private Uni<BigDecimal> since(BalanceRead read) {
        return session.createNativeQuery(SINCE, BigDecimal.class)
                .setParameter("account", read.account())
                .setParameter("readAt", read.readAt())
                .setParameter("most", MOST_BOOKED_SINCE)
                .getSingleResultOrNull();
    }

    /** Where the account was never read before: what makes the ledger expect just this balance at that time. */
    private Uni<Void> opening(String id, long number, BalanceRead read, Object[] account) {
        if (!(Boolean) account[1]) {
            return Uni.createFrom().voidItem();
        }
        BigDecimal booked = (BigDecimal) account[2];
        return takenBefore(read)
                .map(taken -> read.balance().amount().add(taken).subtract(booked))
                .chain(bought -> bought(id, number, read, bought))
                .chain(() -> session.createNativeQuery(OPENED)
                        .setParameter("account", read.account())
                        .setParameter("readAt", read.readAt())
                        .setParameter("id", id)
                        .executeUpdate())
                .replaceWithVoid();
    }

    private Uni<BigDecimal> takenBefore(BalanceRead read) {
        return session.createNativeQuery(PATIENCE)
                .executeUpdate()
                .chain(() -> session.createNativeQuery(READ_WHOLE).executeUpdate())
                .chain(() -> session.createNativeQuery(TAKEN_BEFORE, BigDecimal.class)
                        .setParameter("account", read.account())
                        .setParameter("found", EventType.SECOND_TASK_FOUND.typeName())
                        .setParameter(
                                "day", read.readAt().atOffset(ZoneOffset.UTC).toLocalDate())
                        .setParameter("readAt", read.readAt())
                        .getSingleResult());
    }

    private Uni<Void> bought(String id, long number, BalanceRead read, BigDecimal bought) {
        return bought.signum() == 0
                ? Uni.createFrom().voidItem()
                : session.createNativeQuery(BUY)
                        .setParameter("number", number)
                        .setParameter("id", id)
                        .setParameter("readAt", read.readAt())
                        .setParameter("now", now)
                        .setParameter("account", read.account())
                        .setParameter("amount", bought)
                        .executeUpdate()
                        .replaceWithVoid();
    }

    private Uni<Void> reading(String id, BalanceRead read, BigDecimal since) {
        return session.createNativeQuery(READING)
                .setParameter("id", id)
                .setParameter("account", read.account())
                .setParameter("readAt", read.readAt())
                .setParameter("balance", read.balance().amount())
                .setParameter("since", since)
                .executeUpdate()
                .replaceWithVoid();
    }

    private static String json(AccountEvent event) {
        try {
            return ContractJson.mapper().writeValueAsString(event);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("an event that was read cannot be written", e);
        }
    }
}
