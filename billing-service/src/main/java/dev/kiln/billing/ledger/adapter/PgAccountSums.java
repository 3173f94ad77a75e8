package dev.kiln.billing.ledger.adapter;

import dev.kiln.billing.ledger.Entry;
import dev.kiln.contract.Credits;
import io.smallrye.mutiny.Uni;
import java.math.BigDecimal;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import org.hibernate.reactive.mutiny.Mutiny;

/** Keeps the sums by Kie account in step with the entries of the same transaction; its rows are locked in their order. */
final class PgAccountSums {

    private static final String ADD = """
            INSERT INTO working.kie_account (account, charged, lost, held)
            SELECT * FROM unnest(cast(:accounts AS text[]), cast(:charged AS numeric[]), cast(:lost AS numeric[]),
                                 cast(:held AS numeric[]))
            ON CONFLICT (account) DO UPDATE
            SET charged = kie_account.charged + excluded.charged,
                lost = kie_account.lost + excluded.lost,
                held = kie_account.held + excluded.held""";

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

    static Uni<Void> add(Mutiny.Session session, List<Entry> entries) {
        if (entries.isEmpty()) {
            return Uni.createFrom().voidItem();
        }
        SortedMap<String, Sums> sums = new TreeMap<>();
        for (Entry entry : entries) {
            sums.merge(entry.position().account(), Sums.NONE.plus(entry), (before, one) -> before.plus(entry));
        }
        return session.createNativeQuery(ADD)
                .setParameter("accounts", sums.keySet().toArray(String[]::new))
                .setParameter("charged", column(sums, Sums::charged))
                .setParameter("lost", column(sums, Sums::lost))
                .setParameter("held", column(sums, Sums::held))
                .executeUpdate()
                .replaceWithVoid();
    }

    private static BigDecimal[] column(SortedMap<String, Sums> sums, Function<Sums, Credits> field) {
        return sums.values().stream().map(field).map(Credits::amount).toArray(BigDecimal[]::new);
    }
}
