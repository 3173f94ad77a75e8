package dev.kiln.billing.ledger.adapter;

import dev.kiln.billing.ledger.Verdict;
import dev.kiln.contract.Credits;
import dev.kiln.contract.SubmissionEvent;
import io.smallrye.mutiny.Uni;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.IntFunction;
import org.hibernate.reactive.mutiny.Mutiny;

/** Keeps what each open generation holds, and since when, in step with the entries of the same transaction. */
final class PgHolds {

    private static final String KEEP = """
            WITH newest AS (
                SELECT generation_id, tenant, model, cast(submitted_at AS timestamptz) AS submitted_at, credits
                FROM unnest(cast(:generations AS text[]), cast(:tenants AS text[]), cast(:models AS text[]),
                            cast(:submitted AS text[]), cast(:credits AS numeric[]))
                     AS new (generation_id, tenant, model, submitted_at, credits)
            ), ended AS (
                DELETE FROM working.open_hold
                WHERE generation_id = ANY(ARRAY(SELECT generation_id FROM newest WHERE credits = 0))
            )
            INSERT INTO working.open_hold (generation_id, tenant, model, submitted_at, credits)
            SELECT * FROM newest WHERE credits <> 0
            ON CONFLICT (generation_id) DO UPDATE
            SET submitted_at = excluded.submitted_at, credits = excluded.credits""";

    /** @param submittedAt of no meaning where nothing is held */
    private record Hold(String generationId, String tenant, String model, Instant submittedAt, Credits credits) {}

    private final SortedMap<String, Hold> newest = new TreeMap<>();

    /** Of what is booked only a step and an end change what is held; a word on a further task does not. */
    void add(Judged judged, Verdict.Booked verdict) {
        String generationId = judged.input().generationId();
        Credits held = verdict.after().held();
        if (judged.input().event() instanceof SubmissionEvent step) {
            put(verdict, generationId, step.submission().submittedAt(), held);
        } else if (held.isZero() && !verdict.before().held().isZero()) {
            put(verdict, generationId, Instant.EPOCH, held);
        }
    }

    private void put(Verdict.Booked verdict, String generationId, Instant submittedAt, Credits held) {
        newest.put(
                generationId,
                new Hold(generationId, verdict.after().tenant(), verdict.after().model(), submittedAt, held));
    }

    Uni<Void> write(Mutiny.Session session) {
        if (newest.isEmpty()) {
            return Uni.createFrom().voidItem();
        }
        List<Hold> holds = List.copyOf(newest.values());
        return session.createNativeQuery(KEEP)
                .setParameter("generations", column(holds, Hold::generationId, String[]::new))
                .setParameter("tenants", column(holds, Hold::tenant, String[]::new))
                .setParameter("models", column(holds, Hold::model, String[]::new))
                .setParameter(
                        "submitted", column(holds, hold -> hold.submittedAt().toString(), String[]::new))
                .setParameter("credits", column(holds, hold -> hold.credits().amount(), BigDecimal[]::new))
                .executeUpdate()
                .replaceWithVoid();
    }

    private static <T> T[] column(List<Hold> holds, Function<Hold, T> field, IntFunction<T[]> array) {
        return holds.stream().map(field).toArray(array);
    }
}
