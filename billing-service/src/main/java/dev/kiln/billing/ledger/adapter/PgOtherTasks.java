package dev.kiln.billing.ledger.adapter;

import dev.kiln.billing.ledger.LedgerAccount;
import dev.kiln.billing.ledger.OtherTask;
import dev.kiln.billing.ledger.Position;
import dev.kiln.contract.Credits;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.hibernate.reactive.mutiny.Mutiny;

/** The further tasks of the few generations that have some. */
final class PgOtherTasks {

    private static final String FIND = """
            SELECT generation_id, task_id, sequence, account, attempt, day, credits FROM working.other_task
            WHERE generation_id = ANY(cast(:ids AS text[]))""";
    private static final String FORGET = "DELETE FROM working.other_task WHERE generation_id = :generation";
    private static final String KEEP = """
            INSERT INTO working.other_task (generation_id, task_id, sequence, account, attempt, day, credits)
            VALUES (:generation, :task, :sequence, :account, :attempt, :day, :credits)""";

    private PgOtherTasks() {}

    /** By generation and task. */
    static Uni<Map<String, Map<String, OtherTask>>> find(Mutiny.Session session, List<GenerationRow> rows) {
        String[] ids = rows.stream()
                .filter(GenerationRow::hasOtherTasks)
                .map(GenerationRow::generationId)
                .toArray(String[]::new);
        if (ids.length == 0) {
            return Uni.createFrom().item(Map.of());
        }
        return session.createNativeQuery(FIND, Object[].class)
                .setParameter("ids", ids)
                .getResultList()
                .map(found -> {
                    Map<String, Map<String, OtherTask>> others = new HashMap<>();
                    found.forEach(row -> others.computeIfAbsent((String) row[0], id -> new HashMap<>())
                            .put((String) row[1], otherTask(row)));
                    return others;
                });
    }

    /** Replaces what was known of the generations. */
    static Uni<Void> keep(Mutiny.Session session, Map<String, Map<String, OtherTask>> byGeneration) {
        return Multi.createFrom()
                .iterable(byGeneration.entrySet())
                .onItem()
                .transformToUniAndConcatenate(generation -> session.createNativeQuery(FORGET)
                        .setParameter("generation", generation.getKey())
                        .executeUpdate()
                        .chain(() -> kept(session, generation.getKey(), generation.getValue())))
                .onItem()
                .ignoreAsUni();
    }

    private static Uni<Void> kept(Mutiny.Session session, String generationId, Map<String, OtherTask> others) {
        return Multi.createFrom()
                .iterable(others.entrySet())
                .onItem()
                .transformToUniAndConcatenate(other -> session.createNativeQuery(KEEP)
                        .setParameter("generation", generationId)
                        .setParameter("task", other.getKey())
                        .setParameter("sequence", other.getValue().sequence())
                        .setParameter("account", other.getValue().position().account())
                        .setParameter("attempt", other.getValue().position().attempt())
                        .setParameter("day", other.getValue().position().day())
                        .setParameter("credits", other.getValue().credits().amount())
                        .executeUpdate())
                .onItem()
                .ignoreAsUni();
    }

    private static OtherTask otherTask(Object[] row) {
        Position position = new Position(
                LedgerAccount.LOSS, (String) row[3], (Integer) row[4], (String) row[1], (LocalDate) row[5]);
        return new OtherTask((Long) row[2], position, Credits.of((BigDecimal) row[6]));
    }
}
