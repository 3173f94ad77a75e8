package dev.kiln.simulator.fault;

import dev.kiln.simulator.fault.FaultMarkers.Marked;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;

/** Decides which faults hit a create: by the markers of its prompt, and by the operator's rules. Thread-safe. */
public final class ChooseFaults {

    private static final int PROMPTS_REMEMBERED = 20_000;
    private static final int MOST_RULES = 1000;

    private final Random random;
    private final List<FaultRule> rules = new ArrayList<>();
    private final Map<FaultRule, Integer> spent = new HashMap<>();
    private final Map<UUID, Integer> createsOfPrompt = new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<UUID, Integer> eldest) {
            return size() > PROMPTS_REMEMBERED;
        }
    };

    /** @param seed makes the choice by share repeatable for the same order of creates */
    public ChooseFaults(long seed) {
        random = new Random(seed);
    }

    /**
     * Counts this create and says what hits it. Several create faults in one prompt hit one create after another.
     *
     * @throws UnknownFault if the prompt holds a marker that is none
     */
    public synchronized ChosenFaults forCreate(String model, String prompt) {
        List<Fault> chosen = new ArrayList<>();
        List<Marked> marked = FaultMarkers.in(prompt);
        if (!marked.isEmpty()) {
            int nth = createsOfPrompt.merge(fingerprint(prompt), 1, Integer::sum);
            addMarked(marked, nth, chosen);
        }
        rules.stream().filter(rule -> rule.covers(model) && hits(rule)).forEach(rule -> chosen.add(rule.fault()));
        rules.removeIf(rule -> rule.count() != null && spent.getOrDefault(rule, 0) >= rule.count());
        spent.keySet().retainAll(rules);
        return chosen.isEmpty() ? ChosenFaults.NONE : new ChosenFaults(List.copyOf(chosen));
    }

    private static void addMarked(List<Marked> marked, int nth, List<Fault> chosen) {
        int upTo = 0;
        for (Marked each : marked) {
            if (!each.fault().hitsCreate()) {
                chosen.add(each.fault());
            } else if (nth > upTo && nth <= upTo + each.times()) {
                chosen.add(each.fault());
            }
            upTo += each.fault().hitsCreate() ? each.times() : 0;
        }
    }

    private boolean hits(FaultRule rule) {
        boolean hit = BigDecimal.valueOf(random.nextInt(1_000_000), 6).compareTo(rule.share()) < 0;
        if (hit && rule.count() != null) {
            spent.merge(rule, 1, Integer::sum);
        }
        return hit;
    }

    private static UUID fingerprint(String prompt) {
        return UUID.nameUUIDFromBytes(prompt.getBytes(StandardCharsets.UTF_8));
    }

    /** Lays a rule on creates from now on; an equal rule is replaced, its count begins anew. */
    public synchronized void add(FaultRule rule) {
        if (rules.size() >= MOST_RULES) {
            throw new IllegalArgumentException("no more than " + MOST_RULES + " rules");
        }
        rules.remove(rule);
        spent.remove(rule);
        rules.add(rule);
    }

    public synchronized void clear() {
        rules.clear();
        spent.clear();
    }

    public synchronized List<FaultRule> rules() {
        return List.copyOf(rules);
    }
}
