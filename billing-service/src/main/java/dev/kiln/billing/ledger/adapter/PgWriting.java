package dev.kiln.billing.ledger.adapter;

import dev.kiln.billing.ledger.Entry;
import dev.kiln.billing.ledger.LedgerInput;
import dev.kiln.billing.ledger.OtherTask;
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

    private record Claim(String generationId, String account) {}

    private final CloudEventsCodec codec;
    private final Instant now;
    private final List<Object> rows = new ArrayList<>();
    private final List<Judged> postings = new ArrayList<>();
    private final Map<String, Map<String, OtherTask>> others = new TreeMap<>();
    private final Map<String, Claim> claims = new TreeMap<>();
    private final List<Verdict.Booked> booked = new ArrayList<>();
    private final PgHolds holds = new PgHolds();

    PgWriting(CloudEventsCodec codec, Instant now) {
        this.codec = codec;
        this.now = now;
    }

    /** The generation's row is managed by the session, which writes its changes. */
    void add(Judged judged, GenerationRow generation) {
        LedgerInput input = judged.input();
        switch (judged.verdict()) {
            case Verdict.Booked verdict -> {
                rows.add(AppliedEventRow.of(judged, "booked", now));
                generation.become(verdict.after());
                verdict.announcement().ifPresent(event -> rows.add(announcement(input, event)));
                addEntries(judged, verdict.entries());
                if (!verdict.after().others().equals(verdict.before().others())) {
                    others.put(input.generationId(), verdict.after().others());
                }
                holds.add(judged, verdict);
                booked.add(verdict);
            }
            case Verdict.Stale ignored -> rows.add(AppliedEventRow.of(judged, "stale", now));
            case Verdict.Duplicate ignored -> {}
            case Verdict.Refused ignored -> {}
        }
    }

    /** The accounts' sums come last: all replicas queue at their few rows, from there to the commit. */
    Uni<Void> write(Mutiny.Session session) {
        return session.persistAll(rows.toArray())
                .chain(session::flush)
                .chain(() -> claimTasks(session))
                .chain(() -> PgBookings.insert(session, postings, now))
                .chain(() -> PgOtherTasks.keep(session, others))
                .chain(() -> holds.write(session))
                .chain(() -> PgUsageSums.add(session, booked))
                .chain(() -> PgPriceSums.add(session, booked))
                .chain(() -> new PgSpend(session, codec, now)
                        .add(booked.stream()
                                .flatMap(verdict -> verdict.spendChange().stream())
                                .toList()))
                .chain(() -> PgAccountSums.add(session, postings, now));
    }

    private void addEntries(Judged judged, List<Entry> entries) {
        if (entries.isEmpty()) {
            return;
        }
        postings.add(judged);
        entries.stream()
                .map(Entry::position)
                .filter(position -> position.taskId() != null)
                .forEach(position ->
                        claims.put(position.taskId(), new Claim(judged.input().generationId(), position.account())));
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
}
