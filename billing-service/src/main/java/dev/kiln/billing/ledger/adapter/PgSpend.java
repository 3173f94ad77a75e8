package dev.kiln.billing.ledger.adapter;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import dev.kiln.billing.budget.Period;
import dev.kiln.billing.budget.SpendChange;
import dev.kiln.billing.budget.SpendKey;
import dev.kiln.billing.budget.SpendSums;
import dev.kiln.billing.budget.Thresholds;
import dev.kiln.contract.Budget;
import dev.kiln.contract.BudgetsSet;
import dev.kiln.contract.CloudEventsCodec;
import dev.kiln.contract.ContractJson;
import dev.kiln.contract.Credits;
import dev.kiln.contract.Envelope;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.function.Function;
import org.hibernate.reactive.mutiny.Mutiny;

/**
 * Keeps what tenants spent in each period in step with what is said of their charges, and says which thresholds of their
 * budgets are passed, in the same transaction. Rows are locked in their key's order. While a tenant's budgets are being
 * set, this waits: the table of budgets is locked for that.
 */
final class PgSpend {

    private static final String BUDGETS = """
            SELECT tenant, revision, time_zone, budgets FROM working.budgets
            WHERE tenant = ANY(cast(:tenants AS text[])) ORDER BY tenant FOR SHARE""";
    private static final String ADD = """
            INSERT INTO working.spend (tenant, period, starts, model, spent)
            SELECT * FROM unnest(cast(:tenants AS text[]), cast(:periods AS text[]), cast(:starts AS date[]),
                                 cast(:models AS text[]), cast(:amounts AS numeric[]))
            ON CONFLICT (tenant, period, starts, model) DO UPDATE SET spent = spend.spent + excluded.spent
            RETURNING tenant, period, starts, model, spent""";
    private static final String REACH = """
            INSERT INTO working.threshold_reached (event_id, reached_at) VALUES (:id, :now) ON CONFLICT DO NOTHING""";
    /** As the budgets' answer has it. */
    private static final String HELD = """
            SELECT coalesce(sum(h.credits), 0)
            FROM working.open_hold h JOIN working.generation g ON g.generation_id = h.generation_id
            WHERE h.tenant = :tenant AND (cast(:model AS text) IS NULL OR h.model = :model) AND g.counted_day IS NULL
                AND h.submitted_at >= :startsAt AND h.submitted_at < coalesce(cast(:resetsAt AS timestamptz), 'infinity')""";

    private static final TypeReference<List<Budget>> LIST = new TypeReference<>() {};

    private final Mutiny.Session session;
    private final CloudEventsCodec codec;
    private final Instant now;

    PgSpend(Mutiny.Session session, CloudEventsCodec codec, Instant now) {
        this.session = session;
        this.codec = codec;
        this.now = now;
    }

    Uni<Void> add(List<SpendChange> changes) {
        if (changes.isEmpty()) {
            return Uni.createFrom().voidItem();
        }
        return budgets(changes).chain(budgets -> {
            Map<String, ZoneId> zones = new HashMap<>();
            budgets.forEach((tenant, set) -> zones.put(tenant, set.timeZone()));
            SortedMap<SpendKey, Credits> sums = SpendSums.of(changes, zones);
            return added(sums).chain(spent -> sayPassed(budgets, sums, spent));
        });
    }

    private Uni<Map<String, BudgetsSet>> budgets(List<SpendChange> changes) {
        return session.createNativeQuery(BUDGETS, Object[].class)
                .setParameter(
                        "tenants",
                        changes.stream().map(SpendChange::tenant).distinct().toArray(String[]::new))
                .getResultList()
                .map(rows -> {
                    Map<String, BudgetsSet> budgets = new HashMap<>();
                    rows.forEach(row -> budgets.put((String) row[0], budgetsSet(row)));
                    return budgets;
                });
    }

    private static BudgetsSet budgetsSet(Object[] row) {
        try {
            List<Budget> budgets = ContractJson.mapper().readValue((String) row[3], LIST);
            return new BudgetsSet((String) row[0], (Long) row[1], ZoneId.of((String) row[2]), budgets);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("the budgets of a tenant are no JSON list of budgets", e);
        }
    }

    private record RowKey(String tenant, String period, LocalDate starts, String model) {

        static RowKey of(SpendKey key) {
            return new RowKey(
                    key.tenant(),
                    Period.wireName(key.period().kind()),
                    key.period().starts(),
                    key.model());
        }
    }

    /** What each sum is after the addition. */
    private Uni<Map<RowKey, Credits>> added(SortedMap<SpendKey, Credits> sums) {
        List<RowKey> keys = sums.keySet().stream().map(RowKey::of).toList();
        return session.createNativeQuery(ADD, Object[].class)
                .setParameter("tenants", column(keys, RowKey::tenant))
                .setParameter("periods", column(keys, RowKey::period))
                .setParameter("starts", keys.stream().map(RowKey::starts).toArray(LocalDate[]::new))
                .setParameter("models", column(keys, RowKey::model))
                .setParameter(
                        "amounts", sums.values().stream().map(Credits::amount).toArray(BigDecimal[]::new))
                .getResultList()
                .map(rows -> {
                    Map<RowKey, Credits> spent = new HashMap<>();
                    rows.forEach(row -> spent.put(
                            new RowKey((String) row[0], (String) row[1], (LocalDate) row[2], (String) row[3]),
                            Credits.of((BigDecimal) row[4])));
                    return spent;
                });
    }

    private static String[] column(List<RowKey> keys, Function<RowKey, String> field) {
        return keys.stream().map(field).toArray(String[]::new);
    }

    private Uni<Void> sayPassed(
            Map<String, BudgetsSet> budgets, SortedMap<SpendKey, Credits> sums, Map<RowKey, Credits> spent) {
        return Multi.createFrom()
                .iterable(sums.entrySet().stream()
                        .filter(sum -> budgets.containsKey(sum.getKey().tenant()))
                        .toList())
                .onItem()
                .transformToMultiAndConcatenate(sum -> {
                    SpendKey key = sum.getKey();
                    Credits after = spent.get(RowKey.of(key));
                    return Multi.createFrom()
                            .iterable(Thresholds.between(
                                    budgets.get(key.tenant()), key, after.minus(sum.getValue()), after))
                            .onItem()
                            .transformToUniAndConcatenate(passed -> sayOnce(budgets.get(key.tenant()), passed));
                })
                .onItem()
                .ignoreAsUni();
    }

    private Uni<Void> sayOnce(BudgetsSet budgets, Thresholds.Passed passed) {
        String tenant = budgets.tenantId();
        String id = passed.eventId(tenant);
        return session.createNativeQuery(REACH)
                .setParameter("id", id)
                .setParameter("now", now)
                .executeUpdate()
                .chain(first -> first == 0
                        ? Uni.createFrom().voidItem()
                        : held(budgets, passed).chain(held -> {
                            Envelope said = new Envelope(id, Envelope.BILLING, now, tenant, passed.event(tenant, held));
                            return session.persist(OutboxRow.of(id, codec.write(said), now))
                                    .chain(session::flush);
                        }));
    }

    private Uni<Credits> held(BudgetsSet budgets, Thresholds.Passed passed) {
        return session.createNativeQuery(HELD, BigDecimal.class)
                .setParameter("tenant", budgets.tenantId())
                .setParameter("model", passed.budget().model())
                .setParameter("startsAt", passed.period().startsAt(budgets.timeZone()))
                .setParameter("resetsAt", passed.period().resetsAt())
                .getSingleResult()
                .map(Credits::of);
    }
}
