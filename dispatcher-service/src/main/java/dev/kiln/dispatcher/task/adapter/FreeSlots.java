package dev.kiln.dispatcher.task.adapter;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Slots that may be taken now, longest free first, and what their accounts have left for holds. Not thread-safe. */
final class FreeSlots {

    private final List<Slot> slots;
    private final Map<String, BigDecimal> credits;

    /** @param credits by account; of those that are missing it is not known, and they are taken to have enough */
    FreeSlots(List<Slot> slots, Map<String, BigDecimal> credits) {
        this.slots = new ArrayList<>(slots);
        this.credits = new HashMap<>(credits);
    }

    /**
     * A slot that is free.
     *
     * @param probing whether it is for the one create that tries an account whose breaker is open
     */
    record Slot(String account, int number, boolean probing) {}

    int size() {
        return slots.size();
    }

    /** The largest hold that one of the accounts covers; empty where any is covered. */
    Optional<BigDecimal> largestHold() {
        List<BigDecimal> known =
                slots.stream().map(Slot::account).distinct().map(credits::get).toList();
        return known.isEmpty() || known.contains(null) ? Optional.empty() : Optional.of(Collections.max(known));
    }

    /** Takes the first slot whose account has as much. */
    Optional<Slot> take(BigDecimal hold) {
        for (Iterator<Slot> all = slots.iterator(); all.hasNext(); ) {
            Slot slot = all.next();
            BigDecimal left = credits.get(slot.account());
            if (left == null || left.compareTo(hold) >= 0) {
                all.remove();
                credits.computeIfPresent(slot.account(), (account, had) -> had.subtract(hold));
                return Optional.of(slot);
            }
        }
        return Optional.empty();
    }
}
