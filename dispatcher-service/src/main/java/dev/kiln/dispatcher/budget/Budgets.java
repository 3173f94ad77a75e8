package dev.kiln.dispatcher.budget;

import dev.kiln.contract.BudgetsSet;
import java.util.List;

/** The tenants' budgets, and what is counted of them. All calls block. */
public interface Budgets {

    /**
     * Replaces the tenant's budgets, unless this or a higher revision is known. What waits for a reset of those before is to be
     * {@linkplain #wake woken}.
     */
    void set(BudgetsSet budgets);

    /** Holds what is at Kie and not held, as after a backup was restored. */
    void recount();

    /** Turns holds into what was spent. May be called again with the same charges, and in any order. */
    void charge(List<Charged> charges);

    /**
     * Refuses, or puts off to the reset, what is at the head of a queue and fits no more, at most {@code most} tasks of each
     * queue.
     */
    Sweep sweep(int most);

    /**
     * Wakes what waits for a reset although its tenant's budgets were set anew since, at most {@code most} tasks of each tenant;
     * returns how many.
     */
    int wake(int most);

    /** Forgets single charges that no window counts any more but the total, whose sum is kept; returns how many. */
    int forget(int most);

    /**
     * @param refused tasks that have failed
     * @param putOff tasks that now wait for the reset
     * @param waiting queues whose head fits only when holds have settled
     * @param more whether there was more than could be swept
     */
    record Sweep(int refused, int putOff, int waiting, boolean more) {}
}
