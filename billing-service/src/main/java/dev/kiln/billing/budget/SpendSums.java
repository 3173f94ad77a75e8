package dev.kiln.billing.budget;

import dev.kiln.contract.BudgetPeriod;
import dev.kiln.contract.Credits;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** Adds changes up by tenant, period and model, and over all models. */
public final class SpendSums {

    private SpendSums() {}

    /** The zones are by tenant; who has none has UTC. */
    public static SortedMap<SpendKey, Credits> of(Collection<SpendChange> changes, Map<String, ZoneId> zones) {
        SortedMap<SpendKey, Credits> sums = new TreeMap<>();
        for (SpendChange change : changes) {
            ZoneId zone = zones.getOrDefault(change.tenant(), ZoneOffset.UTC);
            for (BudgetPeriod kind : BudgetPeriod.values()) {
                Period period = Period.of(kind, change.countedAt(), zone);
                sums.merge(new SpendKey(change.tenant(), period, change.model()), change.difference(), Credits::plus);
                sums.merge(
                        new SpendKey(change.tenant(), period, SpendKey.ALL_MODELS), change.difference(), Credits::plus);
            }
        }
        return sums;
    }
}
