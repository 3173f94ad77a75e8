package dev.kiln.billing.ledger.adapter;

import io.smallrye.mutiny.Uni;
import java.util.Comparator;
import java.util.List;
import org.hibernate.reactive.mutiny.Mutiny;

/** How far each partition is in the ledger, written in the transaction that brought it there. */
final class PgConsumed {

    private static final String REMEMBER = """
            INSERT INTO working.consumed (topic, partition, next_offset)
            SELECT * FROM unnest(cast(:topics AS text[]), cast(:partitions AS integer[]), cast(:offsets AS bigint[]))
            ON CONFLICT (topic, partition) DO UPDATE
            SET next_offset = greatest(consumed.next_offset, excluded.next_offset)""";

    private PgConsumed() {}

    static Uni<Void> remember(Mutiny.Session session, List<NextOffset> offsets) {
        if (offsets.isEmpty()) {
            return Uni.createFrom().voidItem();
        }
        List<NextOffset> ordered = offsets.stream()
                .sorted(Comparator.comparing(NextOffset::topic).thenComparing(NextOffset::partition))
                .toList();
        return session.createNativeQuery(REMEMBER)
                .setParameter("topics", ordered.stream().map(NextOffset::topic).toArray(String[]::new))
                .setParameter(
                        "partitions",
                        ordered.stream().map(NextOffset::partition).toArray(Integer[]::new))
                .setParameter(
                        "offsets", ordered.stream().map(NextOffset::offset).toArray(Long[]::new))
                .executeUpdate()
                .replaceWithVoid();
    }
}
