package dev.kiln.billing.ledger.adapter;

import dev.kiln.billing.ledger.Entry;
import dev.kiln.billing.ledger.LedgerInput;
import dev.kiln.billing.ledger.Verdict;
import dev.kiln.contract.BillingEvent;
import dev.kiln.contract.CloudEventsCodec;
import dev.kiln.contract.CreditsCorrected;
import dev.kiln.contract.Envelope;
import io.smallrye.mutiny.Uni;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.hibernate.reactive.mutiny.Mutiny;

/** Collects what the verdicts of a batch come to, then writes it table by table. */
final class PgWriting {

    private static final String CLAIM_TASKS = """
            INSERT INTO ledger.task (task_id, generation_id, account)
            SELECT * FROM unnest(cast(:tasks AS text[]), cast(:generations AS text[]), cast(:accounts AS text[]))
            ON CONFLICT DO NOTHING""";

    private record Posting(BookingRow booking, List<Entry> entries) {}

    private record Claim(String generationId, String account) {}

    private final CloudEventsCodec codec;
    private final Instant now;
    private final List<Object> rows = new ArrayList<>();
    private final List<Posting> postings = new ArrayList<>();
    private final Map<String, Claim> claims = new TreeMap<>();
    private final List<Verdict.Booked> booked = new ArrayList<>();

    PgWriting(CloudEventsCodec codec, Instant now) {
        this.codec = codec;
        this.now = now;
    }

    /** The generation's row is managed by the session, which writes its changes. */
    void add(Judged judged, GenerationRow generation) {
        LedgerInput input = judged.input();
        switch (judged.verdict()) {
            case Verdict.Booked verdict -> {
                rows.add(AppliedEventRow.of(input, "booked", now));
                generation.become(verdict.after());
                verdict.announcement().ifPresent(event -> rows.add(announcement(input, event)));
                addEntries(input, verdict.entries());
                booked.add(verdict);
            }
            case Verdict.Stale ignored -> rows.add(AppliedEventRow.of(input, "stale", now));
            case Verdict.Duplicate ignored -> {}
            case Verdict.Refused ignored -> {}
        }
    }

    Uni<Void> write(Mutiny.Session session) {
        List<BookingRow> bookings = postings.stream().map(Posting::booking).toList();
        return session.persistAll(rows.toArray())
                .chain(session::flush)
                .chain(() -> session.persistAll(bookings.toArray()))
                .chain(session::flush)
                .chain(() -> claimTasks(session))
                .chain(() -> session.persistAll(entryRows()))
                .chain(session::flush)
                .chain(() -> PgUsageSums.add(
                        session, bookings.stream().map(BookingRow::id).toArray(Long[]::new), booked));
    }

    private void addEntries(LedgerInput input, List<Entry> entries) {
        if (entries.isEmpty()) {
            return;
        }
        postings.add(new Posting(BookingRow.of(input, now), entries));
        entries.stream()
                .map(Entry::position)
                .filter(position -> position.taskId() != null)
                .forEach(
                        position -> claims.put(position.taskId(), new Claim(input.generationId(), position.account())));
    }

    private OutboxRow announcement(LedgerInput input, BillingEvent event) {
        String id = input.eventId() + (event instanceof CreditsCorrected ? ".corrected" : ".charged");
        Envelope envelope = new Envelope(id, Envelope.BILLING, now, input.tenant(), event);
        return OutboxRow.of(id, codec.write(envelope), now);
    }

    private Uni<Void> claimTasks(Mutiny.Session session) {
        if (claims.isEmpty()) {
            return Uni.createFrom().voidItem();
        }
        return session.createNativeQuery(CLAIM_TASKS)
                .setParameter("tasks", claims.keySet().toArray(String[]::new))
                .setParameter(
                        "generations",
                        claims.values().stream().map(Claim::generationId).toArray(String[]::new))
                .setParameter(
                        "accounts", claims.values().stream().map(Claim::account).toArray(String[]::new))
                .executeUpdate()
                .replaceWithVoid();
    }

    private Object[] entryRows() {
        List<EntryRow> lines = new ArrayList<>();
        for (Posting posting : postings) {
            int line = 0;
            for (Entry entry : posting.entries()) {
                line++;
                lines.add(EntryRow.of(posting.booking(), line, entry));
            }
        }
        return lines.toArray();
    }
}
