package dev.kiln.billing.ledger.adapter;

import dev.kiln.billing.ledger.BookedGeneration;
import dev.kiln.billing.ledger.Counted;
import dev.kiln.billing.ledger.Entry;
import dev.kiln.billing.ledger.Position;
import dev.kiln.billing.ledger.Verdict;
import dev.kiln.contract.Credits;
import io.smallrye.mutiny.Uni;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import org.hibernate.reactive.mutiny.Mutiny;

/** Keeps the daily sums in step with the bookings of the same transaction; its rows are locked in their key's order. */
final class PgUsageSums {

    private static final String ADD = """
            INSERT INTO working.daily_usage (tenant, day, model, account, credits, held, generations)
            SELECT * FROM unnest(cast(:tenants AS text[]), cast(:days AS date[]), cast(:models AS text[]),
                                 cast(:accounts AS text[]), cast(:credits AS numeric[]), cast(:held AS numeric[]),
                                 cast(:generations AS bigint[]))
            ON CONFLICT (tenant, day, model, account) DO UPDATE
            SET credits = daily_usage.credits + excluded.credits,
                held = daily_usage.held + excluded.held,
                generations = daily_usage.generations + excluded.generations""";

    private record Key(String tenant, LocalDate day, String model, String account) {}

    private record Sums(Credits credits, Credits held, long generations) {

        Sums plus(Sums other) {
            return new Sums(credits.plus(other.credits), held.plus(other.held), generations + other.generations);
        }
    }

    private final SortedMap<Key, Sums> sums = new TreeMap<>(Comparator.comparing(Key::tenant)
            .thenComparing(Key::day)
            .thenComparing(Key::model)
            .thenComparing(Key::account));

    private PgUsageSums() {}

    static Uni<Void> add(Mutiny.Session session, List<Verdict.Booked> verdicts) {
        PgUsageSums usage = new PgUsageSums();
        for (Verdict.Booked booked : verdicts) {
            booked.entries().forEach(entry -> usage.add(booked.after(), entry));
            usage.count(booked.before(), -1);
            usage.count(booked.after(), 1);
        }
        return usage.write(session);
    }

    private void add(BookedGeneration generation, Entry entry) {
        Position position = entry.position();
        Key key = new Key(generation.tenant(), position.day(), generation.model(), position.account());
        switch (entry.ledgerAccount()) {
            case SPEND -> add(key, new Sums(entry.amount(), Credits.ZERO, 0));
            case HOLDS -> add(key, new Sums(Credits.ZERO, entry.amount(), 0));
            case LOSS, PREPAID, HOLDS_CONTRA, BOUGHT, UNEXPLAINED -> {}
        }
    }

    private void count(BookedGeneration generation, long by) {
        Counted counted = generation.counted();
        if (counted != null) {
            add(
                    new Key(generation.tenant(), counted.day(), generation.model(), counted.account()),
                    new Sums(Credits.ZERO, Credits.ZERO, by));
        }
    }

    private void add(Key key, Sums more) {
        sums.merge(key, more, Sums::plus);
    }

    private Uni<Void> write(Mutiny.Session session) {
        if (sums.isEmpty()) {
            return Uni.createFrom().voidItem();
        }
        return session.createNativeQuery(ADD)
                .setParameter("tenants", keys(Key::tenant))
                .setParameter("days", sums.keySet().stream().map(Key::day).toArray(LocalDate[]::new))
                .setParameter("models", keys(Key::model))
                .setParameter("accounts", keys(Key::account))
                .setParameter("credits", amounts(Sums::credits))
                .setParameter("held", amounts(Sums::held))
                .setParameter(
                        "generations",
                        sums.values().stream().map(Sums::generations).toArray(Long[]::new))
                .executeUpdate()
                .replaceWithVoid();
    }

    private String[] keys(Function<Key, String> field) {
        return sums.keySet().stream().map(field).toArray(String[]::new);
    }

    private BigDecimal[] amounts(Function<Sums, Credits> field) {
        return sums.values().stream().map(field).map(Credits::amount).toArray(BigDecimal[]::new);
    }
}
