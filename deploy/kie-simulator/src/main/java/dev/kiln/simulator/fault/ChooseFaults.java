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

/**
 * Decides which faults hit a create: those of the settings, of its prompt's markers, of the operator's rules and of the
 * scenario. Thread-safe.
 */
public final class ChooseFaults {

    private static final int PROMPTS_REMEMBERED = 20_000;
    private static final int MOST_RULES = 1000;
    private static final int MOST_SCENARIOS = 100;

    private final Random random;
    private final ChosenFaults always;
    private final List<FaultRule> rules = new ArrayList<>();
    private final Map<FaultRule, Integer> spent = new HashMap<>();
    private final Map<String, Scenario> scenarios = new LinkedHashMap<>();
    private final Map<UUID, Integer> creates = counts();
    private final Map<UUID, Integer> createsInScenario = counts();

    /**
     * @param seed makes the choice by rules repeatable for the same order of creates
     * @param always what hits every create
     */
    public ChooseFaults(long seed, List<Fault> always) {
        random = new Random(seed);
        this.always = new ChosenFaults(
                always.stream().map(fault -> new Marked(fault, 1)).toList());
    }

    /** What holds for every answer, whether there is a create or not. */
    public ChosenFaults always() {
        return always;
    }

    /**
     * Counts this create and says what hits it. Several create faults in one prompt hit one create after another.
     *
     * @param model may be null
     * @throws UnknownFault if the prompt holds a marker that is none
     */
    public synchronized ChosenFaults forCreate(String model, String prompt) {
        List<Marked> chosen = new ArrayList<>();
        List<Marked> marked = FaultMarkers.in(prompt);
        Scenario scenario = scenarios.getOrDefault(model, scenarios.get(null));
        if (!marked.isEmpty()) {
            addMarked(marked, creates.merge(fingerprint(prompt), 1, Integer::sum), chosen);
        }
        if (scenario != null) {
            UUID fingerprint = fingerprint(model + "\n" + prompt);
            int nth = createsInScenario.merge(fingerprint, 1, Integer::sum);
            scenario.hits(fingerprint, nth).forEach(fault -> chosen.add(new Marked(fault, 1)));
        }
        rules.stream()
                .filter(rule -> rule.covers(model) && hits(rule))
                .forEach(rule -> chosen.add(new Marked(rule.fault(), 1)));
        rules.removeIf(rule -> rule.count() != null && spent.getOrDefault(rule, 0) >= rule.count());
        spent.keySet().retainAll(rules);
        if (chosen.isEmpty()) {
            return always;
        }
        chosen.addAll(always.hits());
        return new ChosenFaults(List.copyOf(chosen));
    }

    private static void addMarked(List<Marked> marked, int nth, List<Marked> chosen) {
        int upTo = 0;
        for (Marked each : marked) {
            boolean hitsCreate = each.fault().hitsCreate();
            if (!hitsCreate || nth > upTo && nth <= upTo + each.times()) {
                chosen.add(each);
            }
            upTo += hitsCreate ? each.times() : 0;
        }
    }

    private boolean hits(FaultRule rule) {
        boolean hit = BigDecimal.valueOf(random.nextInt(1_000_000), 6).compareTo(rule.share()) < 0;
        if (hit && rule.count() != null) {
            spent.merge(rule, 1, Integer::sum);
        }
        return hit;
    }

    private static UUID fingerprint(String text) {
        return UUID.nameUUIDFromBytes(text.getBytes(StandardCharsets.UTF_8));
    }

    private static Map<UUID, Integer> counts() {
        return new LinkedHashMap<>(16, 0.75f, true) {
            private static final long serialVersionUID = 1L;

            @Override
            protected boolean removeEldestEntry(Map.Entry<UUID, Integer> eldest) {
                return size() > PROMPTS_REMEMBERED;
            }
        };
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

    /** Takes the rules away; scenarios stay. */
    public synchronized void clear() {
        rules.clear();
        spent.clear();
    }

    public synchronized List<FaultRule> rules() {
        return List.copyOf(rules);
    }

    /** Plays this scenario from now on, in place of the one for the same model; creates are counted from 1 again. */
    public synchronized void play(Scenario scenario) {
        if (scenarios.size() >= MOST_SCENARIOS && !scenarios.containsKey(scenario.model())) {
            throw new IllegalArgumentException("no more than " + MOST_SCENARIOS + " scenarios");
        }
        scenarios.put(scenario.model(), scenario);
        createsInScenario.clear();
    }

    public synchronized void endScenarios() {
        scenarios.clear();
    }

    public synchronized List<Scenario> scenarios() {
        return List.copyOf(scenarios.values());
    }
}
