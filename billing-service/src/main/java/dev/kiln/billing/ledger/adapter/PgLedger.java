package dev.kiln.billing.ledger.adapter;

import dev.kiln.billing.ledger.LedgerInput;
import dev.kiln.billing.ledger.Verdict;
import dev.kiln.contract.CloudEventsCodec;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import org.hibernate.reactive.mutiny.Mutiny;

/**
 * Applies a batch of events in one transaction: what they book, their ids, the usage that follows from them, what is
 * to be said of them, and how far the partitions are consumed. May be called from any thread.
 */
@ApplicationScoped
class PgLedger {

    private final Mutiny.SessionFactory sessions;
    private final CloudEventsCodec codec;
    private final Clock clock;
    private final FreshContext context;

    PgLedger(Mutiny.SessionFactory sessions, CloudEventsCodec codec, Clock clock, Vertx vertx) {
        this.sessions = sessions;
        this.codec = codec;
        this.clock = clock;
        this.context = new FreshContext(vertx);
    }

    /** The verdicts are in the batch's order; a failure means that nothing of it was applied. */
    Uni<List<Verdict>> apply(List<LedgerInput> batch, List<NextOffset> offsets) {
        return context.run(() -> sessions.withTransaction(
                session -> written(session, batch).call(() -> PgConsumed.remember(session, offsets))));
    }

    private Uni<List<Verdict>> written(Mutiny.Session session, List<LedgerInput> batch) {
        if (batch.isEmpty()) {
            return Uni.createFrom().item(List.of());
        }
        Instant now = clock.instant();
        return PgBooks.locked(session, batch).chain(books -> {
            List<Judged> judged = books.judge(batch, now);
            PgWriting writing = new PgWriting(codec, now);
            judged.forEach(
                    each -> writing.add(each, books.rows().get(each.input().generationId())));
            return writing.write(session)
                    .replaceWith(judged.stream().map(Judged::verdict).toList());
        });
    }
}
