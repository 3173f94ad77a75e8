package dev.kiln.stack.chaos;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What Kie does wrong, in the simulator's words and by share of the creates; in order, for the seed decides by it. */
final class Mixes {
    static final Duration SHORTEST = Duration.ofSeconds(10);
    /** Answers that come in bursts; fewer in a row than open the breaker. */
    static final List<String> BURSTS =
            List.of("500-transient", "html-502", "reset-before-store", "429-body", "429-limit");

    private static final Map<String, BigDecimal> ANSWERS = shares(
            "reset-after-store", "0.03",
            "reset-before-store", "0.01",
            "cut-body", "0.02",
            "html-502-after-store", "0.02",
            "html-502", "0.01",
            "hang", "0.01",
            "500-internal", "0.01");

    private static final Map<String, BigDecimal> PRICES =
            shares("charge-more", "0.03", "charge-less", "0.02", "charge-fraction", "0.03", "report-null", "0.02");

    private static final Map<String, BigDecimal> TASKS = shares("fail", "0.05", "fail-policy", "0.02");

    static final List<Mix> ALL = List.of(
            mix("10 % of the callbacks lost, the others early", "callback-lost", "0.1", "callback-early", "0.3"),
            mix("50 % of the callbacks lost", "callback-lost", "0.5", "callback-twice", "0.2"),
            mix("every callback lost", "callback-lost", "1"),
            mix(
                    "callbacks late, doubled, out of order, forged",
                    "callback-late",
                    "0.15",
                    "callback-twice",
                    "0.2",
                    "callback-wrong-first",
                    "0.15",
                    "callback-wrong-last",
                    "0.15",
                    "callback-forged",
                    "0.15"));

    private Mixes() {}

    /** @param shares by word */
    record Mix(String name, Map<String, BigDecimal> shares) {}

    private static Mix mix(String name, String... callbacks) {
        var all = new TreeMap<>(ANSWERS);
        all.putAll(TASKS);
        all.putAll(shares(callbacks));
        all.putAll(PRICES);
        return new Mix(name, Collections.unmodifiableSortedMap(all));
    }

    private static Map<String, BigDecimal> shares(String... wordsAndShares) {
        var shares = new TreeMap<String, BigDecimal>();
        for (var i = 0; i < wordsAndShares.length; i += 2) {
            shares.put(wordsAndShares[i], new BigDecimal(wordsAndShares[i + 1]));
        }
        return shares;
    }
}
