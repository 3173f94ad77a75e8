package dev.kiln.dispatcher.budget.adapter;

import dev.kiln.dispatcher.budget.Budgets;
import dev.kiln.dispatcher.stop.Hold;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.scheduler.Scheduled;
import io.quarkus.scheduler.Scheduled.ConcurrentExecution;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.concurrent.atomic.AtomicInteger;
import org.jboss.logging.Logger;

/**
 * Every second, unless the replica is held: refuses or puts off what fits into its tenant's budgets no more, and wakes what may
 * fit into budgets that were set anew.
 */
@ApplicationScoped
public class BudgetTimer {

    private static final Logger LOG = Logger.getLogger(BudgetTimer.class);
    /** So few that a claim which needs the same tenant hardly waits. */
    private static final int TASKS_OF_A_QUEUE = 50;

    private static final int TASKS_OF_A_TENANT = 1000;
    private static final int CHARGES_AT_A_TIME = 1000;
    private static final int MOST_ROUNDS = 200;

    private final Budgets budgets;
    private final Hold hold;
    private final MeterRegistry meters;
    private final AtomicInteger waiting;

    BudgetTimer(Budgets budgets, Hold hold, MeterRegistry meters) {
        this.budgets = budgets;
        this.hold = hold;
        this.meters = meters;
        this.waiting = meters.gauge("kiln_dispatcher_budget_waiting_queues", new AtomicInteger());
    }

    @Scheduled(every = "1s", concurrentExecution = ConcurrentExecution.SKIP)
    void sweep() {
        if (hold.stands()) {
            return;
        }
        guarded("sweep", () -> {
            for (int round = 0; round < MOST_ROUNDS; round++) {
                Budgets.Sweep sweep = budgets.sweep(TASKS_OF_A_QUEUE);
                meters.counter("kiln_dispatcher_budget_refusals_total").increment(sweep.refused());
                meters.counter("kiln_dispatcher_budget_waits_total").increment(sweep.putOff());
                waiting.set(sweep.waiting());
                if (!sweep.more()) {
                    return;
                }
            }
        });
    }

    @Scheduled(every = "1s", concurrentExecution = ConcurrentExecution.SKIP)
    void wake() {
        if (hold.stands()) {
            return;
        }
        guarded("wake", () -> {
            for (int round = 0; round < MOST_ROUNDS; round++) {
                if (budgets.wake(TASKS_OF_A_TENANT) == 0) {
                    return;
                }
            }
        });
    }

    @Scheduled(every = "10m", concurrentExecution = ConcurrentExecution.SKIP)
    void forget() {
        guarded("forget", () -> {
            for (int round = 0; round < MOST_ROUNDS; round++) {
                if (budgets.forget(CHARGES_AT_A_TIME) < CHARGES_AT_A_TIME) {
                    return;
                }
            }
        });
    }

    private void guarded(String what, Runnable work) {
        try {
            work.run();
        } catch (RuntimeException e) {
            meters.counter("kiln_dispatcher_budget_failures_total", "step", what)
                    .increment();
            LOG.warnf("%s of budgets failed and comes again: %s", what, e);
        }
    }
}
