package dev.kiln.billing.ledger.adapter;

import dev.kiln.billing.ledger.BookedGeneration;
import dev.kiln.billing.ledger.Verdict;
import io.smallrye.mutiny.Uni;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.hibernate.reactive.mutiny.Mutiny;

/** Keeps the daily sums in step with the bookings of the same transaction; its rows are locked in their key's order. */
final class PgUsageSums {

    private static final String ADD = """
            INSERT INTO working.daily_usage (tenant, day, model, account, credits, held, generations)
            SELECT tenant, day, model, account, sum(credits), sum(held), sum(generations)
            FROM (
                SELECT b.tenant, e.day, b.model, e.account,
                       CASE e.ledger_account WHEN 'spend' THEN e.amount ELSE 0 END AS credits,
                       CASE e.ledger_account WHEN 'holds' THEN e.amount ELSE 0 END AS held,
                       0 AS generations
                FROM ledger.booking b JOIN ledger.entry e ON e.booking_id = b.id
                WHERE b.id = ANY(cast(:bookings AS bigint[])) AND e.ledger_account IN ('spend', 'holds')
                UNION ALL
                SELECT tenant, day, model, account, 0, 0, change
                FROM unnest(cast(:tenants AS text[]), cast(:days AS date[]), cast(:models AS text[]),
                            cast(:accounts AS text[]), cast(:changes AS bigint[]))
                    AS counted (tenant, day, model, account, change)
            ) AS changes
            GROUP BY tenant, day, model, account
            ORDER BY tenant, day, model, account
            ON CONFLICT (tenant, day, model, account) DO UPDATE
            SET credits = daily_usage.credits + excluded.credits,
                held = daily_usage.held + excluded.held,
                generations = daily_usage.generations + excluded.generations""";

    private record Change(BookedGeneration generation, long by) {}

    private PgUsageSums() {}

    static Uni<Void> add(Mutiny.Session session, Long[] bookings, List<Verdict.Booked> verdicts) {
        List<Change> changes = new ArrayList<>();
        for (Verdict.Booked booked : verdicts) {
            changes.add(new Change(booked.before(), -1));
            changes.add(new Change(booked.after(), 1));
        }
        changes.removeIf(change -> change.generation().counted() == null);
        return session.createNativeQuery(ADD)
                .setParameter("bookings", bookings)
                .setParameter("tenants", strings(changes, BookedGeneration::tenant))
                .setParameter(
                        "days",
                        changes.stream()
                                .map(change -> change.generation().counted().day())
                                .toArray(LocalDate[]::new))
                .setParameter("models", strings(changes, BookedGeneration::model))
                .setParameter("accounts", strings(changes, g -> g.counted().account()))
                .setParameter("changes", changes.stream().map(Change::by).toArray(Long[]::new))
                .executeUpdate()
                .replaceWithVoid();
    }

    private static String[] strings(List<Change> changes, Function<BookedGeneration, String> field) {
        return changes.stream().map(Change::generation).map(field).toArray(String[]::new);
    }
}
