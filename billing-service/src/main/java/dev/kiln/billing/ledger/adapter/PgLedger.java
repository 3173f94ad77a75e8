package dev.kiln.billing.ledger.adapter;

import dev.kiln.billing.journal.JournalEntry;
import dev.kiln.billing.journal.adapter.JournalOrder;
import dev.kiln.billing.ledger.LedgerInput;
import dev.kiln.billing.ledger.Verdict;
import dev.kiln.contract.AccountEvent;
import dev.kiln.contract.CloudEventsCodec;
import dev.kiln.contract.Envelope;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.stream.LongStream;
import org.hibernate.FlushMode;
import org.hibernate.reactive.mutiny.Mutiny;

/**
 * Applies a batch of events in one transaction: what they book, their ids, the usage that follows from them, what is
 * to be said of them, and how far the partitions are consumed. May be called from any thread.
 */
@ApplicationScoped
public class PgLedger {

    /** What one value of the sequence stands for. */
    private static final int LARGEST_BATCH = 1000;

    private static final String NUMBER = "SELECT nextval('ledger.number') FROM (%s) AS in_order";

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
        return apply(batch, List.of(), offsets);
    }

    /** As {@link #apply(List, List)}, with what the dispatcher said of accounts, which comes last. */
    Uni<List<Verdict>> apply(List<LedgerInput> batch, List<Envelope> accounts, List<NextOffset> offsets) {
        if (batch.size() > LARGEST_BATCH) {
            throw new IllegalArgumentException("a batch has at most " + LARGEST_BATCH + " events");
        }
        Instant now = clock.instant();
        return context.run(() -> sessions.withTransaction(
                session -> written(session, batch, numbers(session, batch, !accounts.isEmpty()), now)
                        .call(() -> new PgReadings(session, now).applyAlone(accounts))
                        .call(() -> PgConsumed.remember(session, offsets))));
    }

    /** Applies entries of a journal as they were applied there: under their numbers, at their time. */
    public Uni<Void> replay(List<JournalEntry> together) {
        JournalEntry first = together.getFirst();
        Instant then = first.appliedAt();
        if (first.envelope().event() instanceof AccountEvent) {
            return context.run(() -> sessions.withTransaction(
                    session -> new PgReadings(session, then).apply(List.of(first.envelope()), first.number())));
        }
        List<LedgerInput> batch = together.stream()
                .map(entry -> LedgerInput.of(entry.envelope()).orElseThrow())
                .toList();
        List<Long> numbers = together.stream().map(JournalEntry::number).toList();
        return context.run(() -> sessions.withTransaction(
                session -> written(session, batch, Uni.createFrom().item(numbers), then)
                        .invoke(PgLedger::requireApplied)
                        .replaceWithVoid()));
    }

    private static void requireApplied(List<Verdict> verdicts) {
        if (verdicts.stream().anyMatch(verdict -> verdict instanceof Verdict.Refused)) {
            throw new IllegalStateException("the journal has an event that cannot be applied any more");
        }
    }

    /** What is to be flushed is flushed once, and not looked for by every statement. */
    private Uni<List<Verdict>> written(
            Mutiny.Session session, List<LedgerInput> batch, Uni<List<Long>> numbers, Instant now) {
        if (batch.isEmpty()) {
            return Uni.createFrom().item(List.of());
        }
        session.setFlushMode(FlushMode.MANUAL);
        return PgBooks.locked(session, batch)
                .chain(books -> numbers.chain(numbered -> {
                    List<Judged> judged = books.judge(batch, numbered, now);
                    PgWriting writing = new PgWriting(codec, now);
                    judged.forEach(each ->
                            writing.add(each, books.rows().get(each.input().generationId())));
                    return writing.write(session)
                            .replaceWith(judged.stream().map(Judged::verdict).toList());
                }));
    }

    /** Taken while the generations are locked: of one generation, what is applied later has the higher number. */
    private static Uni<List<Long>> numbers(Mutiny.Session session, List<LedgerInput> batch, boolean alone) {
        String number = NUMBER.formatted(alone ? JournalOrder.ALONE : JournalOrder.BESIDE_OTHERS);
        return Uni.createFrom()
                .deferred(() -> session.createNativeQuery(number, Long.class).getSingleResult())
                .map(first ->
                        LongStream.range(first, first + batch.size()).boxed().toList());
    }
}
