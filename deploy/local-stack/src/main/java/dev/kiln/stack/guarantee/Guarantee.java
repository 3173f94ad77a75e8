package dev.kiln.stack.guarantee;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * A promise of Kiln's that can be judged from outside, once nothing is under way any more.
 *
 * <p>Not promised, and so not judged: an order among generations; how often an event is delivered (at least once); that a
 * generation succeeds; that a request which got no 202 was not accepted; that a parked generation is decided, only that it
 * is said to be parked; and that a task is known whose create got no answer and whose callback never came.
 */
public sealed interface Guarantee
        permits EveryRequestSettles,
                SubmittedAtMostOnce,
                ParkedIsExactlyTheUnknowable,
                ChargedOnce,
                RateKept,
                LedgerMatchesKie {

    /** What was not kept, by the guarantee's name. */
    static Map<String, List<String>> breaches(List<Guarantee> guarantees, Evidence evidence) {
        var breaches = new TreeMap<String, List<String>>();
        for (var guarantee : guarantees) {
            var violations = guarantee.violations(evidence);
            if (!violations.isEmpty()) {
                breaches.put(guarantee.getClass().getSimpleName(), violations);
            }
        }
        return breaches;
    }

    /** One line for each breach, naming what is concerned; empty where the promise was kept. */
    List<String> violations(Evidence evidence);

    /** All of them, with the limits that Kie documents. */
    static List<Guarantee> all() {
        return all(RateKept.asKieDocumentsIt());
    }

    /** All of them, with a rate of the caller's. */
    static List<Guarantee> all(RateKept rate) {
        return all(rate, ParkedIsExactlyTheUnknowable.asConfiguredByDefault());
    }

    /** All of them, with a rate and a wait for answers of the caller's. */
    static List<Guarantee> all(RateKept rate, ParkedIsExactlyTheUnknowable parked) {
        return List.of(
                new EveryRequestSettles(),
                new SubmittedAtMostOnce(),
                parked,
                new ChargedOnce(),
                rate,
                new LedgerMatchesKie());
    }
}
