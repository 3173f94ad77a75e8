package dev.kiln.billing.ledger.adapter;

import dev.kiln.billing.ledger.BookedGeneration;
import dev.kiln.billing.ledger.Priced;
import dev.kiln.billing.ledger.Verdict;
import dev.kiln.contract.Credits;
import io.smallrye.mutiny.Uni;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.ToLongFunction;
import org.hibernate.reactive.mutiny.Mutiny;

/** Keeps quotes and charges by model and day in step with the generations; its rows are locked in their key's order. */
final class PgPriceSums {

    private static final String ADD = """
            INSERT INTO working.price_check (day, model, catalog_revision, generations, deviating, quoted, charged)
            SELECT * FROM unnest(cast(:days AS date[]), cast(:models AS text[]), cast(:revisions AS text[]),
                                 cast(:generations AS bigint[]), cast(:deviating AS bigint[]),
                                 cast(:quoted AS numeric[]), cast(:charged AS numeric[]))
            ON CONFLICT (day, model, catalog_revision) DO UPDATE
            SET generations = price_check.generations + excluded.generations,
                deviating = price_check.deviating + excluded.deviating,
                quoted = price_check.quoted + excluded.quoted,
                charged = price_check.charged + excluded.charged""";

    private record Key(LocalDate day, String model, String revision) {}

    private record Sums(long generations, long deviating, Credits quoted, Credits charged) {

        static Sums of(Priced priced, int sign) {
            return new Sums(
                    sign,
                    priced.deviates() ? sign : 0,
                    priced.quote().times(sign),
                    priced.charge().times(sign));
        }

        Sums plus(Sums other) {
            return new Sums(
                    generations + other.generations,
                    deviating + other.deviating,
                    quoted.plus(other.quoted),
                    charged.plus(other.charged));
        }
    }

    private final SortedMap<Key, Sums> sums = new TreeMap<>(
            Comparator.comparing(Key::day).thenComparing(Key::model).thenComparing(Key::revision));

    private PgPriceSums() {}

    static Uni<Void> add(Mutiny.Session session, List<Verdict.Booked> verdicts) {
        PgPriceSums prices = new PgPriceSums();
        verdicts.stream()
                .filter(booked ->
                        !Objects.equals(booked.before().priced(), booked.after().priced()))
                .forEach(booked -> {
                    prices.add(booked.before(), -1);
                    prices.add(booked.after(), 1);
                });
        return prices.write(session);
    }

    private void add(BookedGeneration generation, int sign) {
        Priced priced = generation.priced();
        if (priced != null) {
            Key key = new Key(priced.day(), generation.model(), priced.catalogRevision());
            sums.merge(key, Sums.of(priced, sign), Sums::plus);
        }
    }

    private Uni<Void> write(Mutiny.Session session) {
        if (sums.isEmpty()) {
            return Uni.createFrom().voidItem();
        }
        return session.createNativeQuery(ADD)
                .setParameter("days", sums.keySet().stream().map(Key::day).toArray(LocalDate[]::new))
                .setParameter("models", keys(Key::model))
                .setParameter("revisions", keys(Key::revision))
                .setParameter("generations", counts(Sums::generations))
                .setParameter("deviating", counts(Sums::deviating))
                .setParameter("quoted", amounts(Sums::quoted))
                .setParameter("charged", amounts(Sums::charged))
                .executeUpdate()
                .replaceWithVoid();
    }

    private String[] keys(Function<Key, String> field) {
        return sums.keySet().stream().map(field).toArray(String[]::new);
    }

    private Long[] counts(ToLongFunction<Sums> field) {
        return sums.values().stream().map(field::applyAsLong).toArray(Long[]::new);
    }

    private BigDecimal[] amounts(Function<Sums, Credits> field) {
        return sums.values().stream().map(field).map(Credits::amount).toArray(BigDecimal[]::new);
    }
}
