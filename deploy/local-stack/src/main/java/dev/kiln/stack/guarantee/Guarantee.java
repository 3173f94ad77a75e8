package dev.kiln.stack.guarantee;

import java.util.List;

/**
 * A promise of Kiln's that can be judged from outside, once nothing is under way any more.
 *
 * <p>Not promised, and so not judged: an order among generations; how often an event is delivered (at least once); that a
 * generation succeeds; that a request which got no 202 was not accepted; that a parked generation is decided, only that it
 * is said to be parked; and that a task is known whose create got no answer and whose callback never came.
 */
public sealed interface Guarantee
        permits EveryRequestSettles, SubmittedAtMostOnce, ChargedOnce, RateKept, LedgerMatchesKie {

    /** One line for each breach, naming what is concerned; empty where the promise was kept. */
    List<String> violations(Evidence evidence);

    /** The first set, as configured by default. */
    static List<Guarantee> all() {
        return List.of(
                new EveryRequestSettles(),
                new SubmittedAtMostOnce(),
                new ChargedOnce(),
                RateKept.asKieDocumentsIt(),
                new LedgerMatchesKie());
    }
}
