package dev.kiln.billing.reconcile.adapter;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.kiln.billing.journal.JournalEntry;
import dev.kiln.billing.journal.adapter.JournalOrder;
import dev.kiln.billing.reconcile.ManualBooking;
import dev.kiln.contract.ContractJson;
import dev.kiln.contract.Credits;
import dev.kiln.contract.Envelope;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.SqlClient;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.math.BigDecimal;
import java.time.Clock;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Arrays;

/** Books what operators say of a Kie account: the journal's row with who and when, two entries, and the account's sums. */
@ApplicationScoped
public class PgManualBookings {

    private static final String JOURNAL = """
            INSERT INTO ledger.applied_event
                (event_id, source, type, result, occurred_at, applied_at, number, data, operator)
            VALUES ($1, $2, $3, 'booked', $4, $4, coalesce($7::bigint, nextval('ledger.number')), $5, $6)
            ON CONFLICT DO NOTHING RETURNING number""";
    private static final String KNOWN = "SELECT data FROM ledger.applied_event WHERE event_id = $1";
    private static final String BOOK = """
            WITH booked AS (
                INSERT INTO ledger.booking (id, event_id, occurred_at, booked_at) VALUES ($1, $2, $3, $3) RETURNING id
            )
            INSERT INTO ledger.entry (booking_id, line, ledger_account, account, day, amount)
            SELECT id, side.line, side.ledger_account, $4, $3 AT TIME ZONE 'UTC', side.amount
            FROM booked, (VALUES (1, 'prepaid', $6::numeric), (2, $5, -$6::numeric))
                 AS side (line, ledger_account, amount)""";
    private static final String SUM = """
            INSERT INTO working.kie_account (account, bought, unexplained) VALUES ($1, $2, $3)
            ON CONFLICT (account) DO UPDATE
            SET bought = kie_account.bought + excluded.bought,
                unexplained = kie_account.unexplained + excluded.unexplained""";

    /** What became of it. */
    enum Outcome {
        BOOKED,
        /** It was booked before under the same reference. */
        REPEATED,
        /** Something else was booked under the same reference. */
        CONFLICT
    }

    /** What the journal keeps. */
    private record Kept(String account, String reference, String credits, String reason) {

        static Kept of(ManualBooking booking) {
            return new Kept(
                    booking.account(), booking.reference(), booking.credits().toString(), booking.reason());
        }

        /** Dots in names may lead to one id for two bookings; the reason may be worded anew. */
        boolean isSame(Kept other) {
            return account.equals(other.account) && reference.equals(other.reference) && credits.equals(other.credits);
        }
    }

    private final Pool pool;
    private final Clock clock;

    PgManualBookings(Pool pool, Clock clock) {
        this.pool = pool;
        this.clock = clock;
    }

    Uni<Outcome> book(ManualBooking booking, String operator) {
        return book(booking, operator, clock.instant(), null);
    }

    /** Books what a journal has as it was booked there. */
    public Uni<Void> replay(JournalEntry entry) {
        Kept kept = kept(entry.data());
        ManualBooking booking = new ManualBooking(
                ManualBooking.Kind.named(entry.type()),
                kept.account(),
                kept.reference(),
                Credits.of(kept.credits()),
                kept.reason());
        return book(booking, entry.operator(), entry.appliedAt(), entry.number())
                .replaceWithVoid();
    }

    private Uni<Outcome> book(ManualBooking booking, String operator, Instant now, Long number) {
        OffsetDateTime at = now.atOffset(ZoneOffset.UTC);
        String data = json(Kept.of(booking));
        return pool.withTransaction(connection -> connection
                .query(JournalOrder.ALONE)
                .execute()
                .chain(() -> connection
                        .preparedQuery(JOURNAL)
                        .execute(Tuple.from(Arrays.asList(
                                booking.eventId(),
                                Envelope.BILLING.toString(),
                                booking.kind().wireName(),
                                at,
                                data,
                                operator,
                                number))))
                .chain(rows -> rows.iterator().hasNext()
                        ? booked(connection, booking, rows.iterator().next().getLong(0), at)
                        : known(connection, booking)));
    }

    private static Uni<Outcome> booked(SqlClient connection, ManualBooking booking, long number, OffsetDateTime at) {
        BigDecimal none = BigDecimal.ZERO;
        BigDecimal credits = booking.credits().amount();
        boolean isTopUp = booking.kind() == ManualBooking.Kind.TOP_UP;
        return connection
                .preparedQuery(BOOK)
                .execute(Tuple.of(
                        number,
                        booking.eventId(),
                        at,
                        booking.account(),
                        isTopUp ? "bought" : "unexplained",
                        booking.toPrepaid().amount()))
                .chain(() -> connection
                        .preparedQuery(SUM)
                        .execute(Tuple.of(booking.account(), isTopUp ? credits : none, isTopUp ? none : credits)))
                .replaceWith(Outcome.BOOKED);
    }

    private static Uni<Outcome> known(SqlClient connection, ManualBooking booking) {
        return connection
                .preparedQuery(KNOWN)
                .execute(Tuple.of(booking.eventId()))
                .map(rows -> kept(rows.iterator().next().getString("data")).isSame(Kept.of(booking))
                        ? Outcome.REPEATED
                        : Outcome.CONFLICT);
    }

    private static String json(Kept kept) {
        try {
            return ContractJson.mapper().writeValueAsString(kept);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a booking cannot be written as JSON", e);
        }
    }

    private static Kept kept(String data) {
        try {
            return ContractJson.mapper().readValue(data, Kept.class);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("the journal has a manual booking that is not ours", e);
        }
    }
}
