package dev.kiln.gateway.view;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What a batch of records changes: one row for each generation, and how far the topics are consumed. */
public final class ViewBatch {

    private final Map<String, Generation> changes = new LinkedHashMap<>();
    private final Map<Position, Long> nextOffsets = new LinkedHashMap<>();

    /** A change of another tenant's generation is left out, as it would be by the table. */
    public void add(Generation change) {
        changes.merge(
                change.id(),
                change,
                (known, next) -> known.tenantId().equals(next.tenantId()) ? known.mergedWith(next) : known);
    }

    public void reached(Position position, long nextOffset) {
        nextOffsets.merge(position, nextOffset, Math::max);
    }

    public Collection<Generation> changes() {
        return List.copyOf(changes.values());
    }

    public Map<Position, Long> nextOffsets() {
        return Map.copyOf(nextOffsets);
    }
}
