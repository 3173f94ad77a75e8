package dev.kiln.dispatcher;

import dev.kiln.dispatcher.account.ReadBalances;
import dev.kiln.dispatcher.account.Readings;
import dev.kiln.dispatcher.account.adapter.MeteredBalances;
import dev.kiln.dispatcher.budget.Budgets;
import dev.kiln.dispatcher.budget.BudgetsRead;
import dev.kiln.dispatcher.intake.TakeBudgets;
import dev.kiln.dispatcher.intake.TakeCharges;
import dev.kiln.dispatcher.kie.Balances;
import dev.kiln.dispatcher.task.adapter.PgBudgets;
import dev.kiln.dispatcher.task.adapter.PgPollSlots;
import dev.kiln.dispatcher.task.adapter.PgReadings;
import io.micrometer.core.instrument.MeterRegistry;
import io.vertx.sqlclient.Pool;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.util.Random;

/** Makes beans of what keeps budgets and reads balances. */
@Singleton
class BudgetBeans {

    private final DispatcherConfig config;

    BudgetBeans(DispatcherConfig config) {
        this.config = config;
    }

    @Produces
    @Singleton
    BudgetsRead budgetsRead() {
        return new BudgetsRead();
    }

    @Produces
    @Singleton
    Budgets budgets(Pool pool, Clock clock) {
        return new PgBudgets(pool, clock);
    }

    @Produces
    @Singleton
    TakeBudgets takeBudgets(Budgets budgets) {
        return new TakeBudgets(budgets);
    }

    @Produces
    @Singleton
    TakeCharges takeCharges(Budgets budgets) {
        return new TakeCharges(budgets);
    }

    @Produces
    @Singleton
    Readings readings(Pool pool, PgPollSlots slots, Clock clock) {
        return new PgReadings(
                pool, slots, clock, KieAccounts.keys(config.kie().accounts()).keySet());
    }

    @Produces
    @Singleton
    ReadBalances readBalances(Readings readings, Balances balances, Clock clock, MeterRegistry meters) {
        return new ReadBalances(
                readings, balances, config.balance().readEvery(), clock, new Random(), new MeteredBalances(meters));
    }
}
