package dev.kiln.billing.ledger.adapter;

import dev.kiln.billing.ledger.ApplyEvents;
import dev.kiln.billing.ledger.BookedGeneration;
import dev.kiln.billing.ledger.LedgerAccount;
import dev.kiln.billing.ledger.LedgerInput;
import dev.kiln.billing.ledger.OtherTask;
import dev.kiln.billing.ledger.Position;
import dev.kiln.contract.Credits;
import io.smallrye.mutiny.Uni;
import jakarta.persistence.LockModeType;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.hibernate.reactive.mutiny.Mutiny;

/**
 * What the ledger knows of the generations of a batch. Their rows are created and locked in the order of their ids, so
 * that two batches never wait for each other in a circle; nothing of a generation changes while its row is locked.
 */
record PgBooks(Map<String, GenerationRow> rows, ApplyEvents events) {

    private static final String CREATE = """
            INSERT INTO working.generation (generation_id, tenant, model, sequence)
            SELECT id, tenant, model, 0
            FROM unnest(cast(:ids AS text[]), cast(:tenants AS text[]), cast(:models AS text[])) AS new (id, tenant, model)
            ORDER BY id
            ON CONFLICT DO NOTHING""";
    private static final String LOCK = "from GenerationRow where generationId in :ids order by generationId";
    private static final String POSITIONS = """
            SELECT generation_id, ledger_account, account, attempt, task_id, day, sum(amount)
            FROM ledger.entry
            WHERE generation_id = ANY(cast(:ids AS text[])) AND ledger_account IN ('spend', 'loss', 'holds')
            GROUP BY generation_id, ledger_account, account, attempt, task_id, day
            HAVING sum(amount) <> 0""";
    private static final String APPLIED =
            "SELECT event_id FROM ledger.applied_event WHERE event_id = ANY(cast(:ids AS text[]))";
    private static final String TASKS =
            "SELECT task_id, generation_id FROM ledger.task WHERE task_id = ANY(cast(:ids AS text[]))";

    static Uni<PgBooks> locked(Mutiny.Session session, List<LedgerInput> batch) {
        TreeMap<String, LedgerInput> firsts = new TreeMap<>();
        batch.forEach(input -> firsts.putIfAbsent(input.generationId(), input));
        String[] ids = firsts.keySet().toArray(String[]::new);
        return create(session, ids, List.copyOf(firsts.values()))
                .chain(() -> session.createQuery(LOCK, GenerationRow.class)
                        .setParameter("ids", List.of(ids))
                        .setLockMode(LockModeType.PESSIMISTIC_WRITE)
                        .getResultList())
                .chain(rows -> read(session, ids, rows, batch));
    }

    /** The numbers are those of the batch, one by one. */
    List<Judged> judge(List<LedgerInput> batch, List<Long> numbers, Instant now) {
        List<Judged> judged = new ArrayList<>(batch.size());
        for (LedgerInput input : batch) {
            judged.add(new Judged(numbers.get(judged.size()), input, events.apply(input, now)));
        }
        return judged;
    }

    private static Uni<Integer> create(Mutiny.Session session, String[] ids, List<LedgerInput> firsts) {
        return session.createNativeQuery(CREATE)
                .setParameter("ids", ids)
                .setParameter(
                        "tenants", firsts.stream().map(LedgerInput::tenant).toArray(String[]::new))
                .setParameter("models", firsts.stream().map(LedgerInput::model).toArray(String[]::new))
                .executeUpdate();
    }

    private static Uni<PgBooks> read(
            Mutiny.Session session, String[] ids, List<GenerationRow> rows, List<LedgerInput> batch) {
        Map<String, Map<Position, Credits>> positions = new HashMap<>();
        Set<String> applied = new HashSet<>();
        Map<String, String> tasks = new HashMap<>();
        return select(session, POSITIONS, ids)
                .invoke(found -> found.forEach(row -> positions
                        .computeIfAbsent((String) row[0], id -> new HashMap<>())
                        .put(position(row), Credits.of((BigDecimal) row[6]))))
                .chain(() -> session.createNativeQuery(APPLIED, String.class)
                        .setParameter(
                                "ids", batch.stream().map(LedgerInput::eventId).toArray(String[]::new))
                        .getResultList())
                .invoke(applied::addAll)
                .chain(() -> select(session, TASKS, taskIds(batch)))
                .invoke(found -> found.forEach(row -> tasks.put((String) row[0], (String) row[1])))
                .chain(() -> PgOtherTasks.find(session, rows))
                .map(others -> of(rows, positions, others, applied, tasks));
    }

    private static PgBooks of(
            List<GenerationRow> rows,
            Map<String, Map<Position, Credits>> positions,
            Map<String, Map<String, OtherTask>> others,
            Set<String> applied,
            Map<String, String> tasks) {
        Map<String, GenerationRow> byId = new LinkedHashMap<>();
        Map<String, BookedGeneration> booked = new HashMap<>();
        rows.forEach(row -> {
            byId.put(row.generationId(), row);
            booked.put(
                    row.generationId(),
                    row.with(
                            positions.getOrDefault(row.generationId(), Map.of()),
                            others.getOrDefault(row.generationId(), Map.of())));
        });
        return new PgBooks(byId, new ApplyEvents(booked, applied, tasks));
    }

    private static Uni<List<Object[]>> select(Mutiny.Session session, String sql, String[] ids) {
        return session.createNativeQuery(sql, Object[].class)
                .setParameter("ids", ids)
                .getResultList();
    }

    private static String[] taskIds(List<LedgerInput> batch) {
        return batch.stream()
                .flatMap(input -> input.endedTask().stream())
                .distinct()
                .toArray(String[]::new);
    }

    private static Position position(Object[] row) {
        return new Position(
                LedgerAccount.named((String) row[1]), (String) row[2], (Integer) row[3], (String) row[4], (LocalDate)
                        row[5]);
    }
}
