package dev.kiln.gateway.view;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What a batch of records changes: one row for each generation and tenant, and how far the topics are consumed. */
public final class ViewBatch {

    private final Map<String, Map<String, Generation>> changes = new LinkedHashMap<>();
    private final Map<Position, Long> nextOffsets = new LinkedHashMap<>();

    /** Kept apart by tenant: whose a generation is, the table decides. */
    public void add(Generation change) {
        changes.computeIfAbsent(change.id(), id -> new LinkedHashMap<>())
                .merge(change.tenantId(), change, Generation::mergedWith);
    }

    public void reached(Position position, long nextOffset) {
        nextOffsets.merge(position, nextOffset, Math::max);
    }

    /**
     * The changes in rounds to be stored one after the other: none names a generation twice, and the first tenant that
     * was heard of it comes first. Nearly always one round.
     */
    public List<List<Generation>> rounds() {
        List<List<Generation>> rounds = new ArrayList<>();
        for (Map<String, Generation> ofTenants : changes.values()) {
            int round = 0;
            for (Generation change : ofTenants.values()) {
                if (round == rounds.size()) {
                    rounds.add(new ArrayList<>());
                }
                rounds.get(round++).add(change);
            }
        }
        return rounds;
    }

    public Map<Position, Long> nextOffsets() {
        return Map.copyOf(nextOffsets);
    }
}
