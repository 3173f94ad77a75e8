package dev.kiln.dispatcher.account;

import dev.kiln.contract.Credits;
import dev.kiln.dispatcher.kie.Balance;
import dev.kiln.dispatcher.kie.Balances;
import java.time.Clock;
import java.time.Duration;
import java.util.random.RandomGenerator;

/** Reads the accounts' balances from time to time, those of stopped ones, too. */
public final class ReadBalances {

    /** Readings of several accounts drift apart. */
    private static final double JITTER = 0.1;

    private final Readings readings;
    private final Balances balances;
    private final Duration every;
    private final Clock clock;
    private final RandomGenerator random;
    private final BalanceObserver observer;

    public ReadBalances(
            Readings readings,
            Balances balances,
            Duration every,
            Clock clock,
            RandomGenerator random,
            BalanceObserver observer) {
        if (every.toMillis() < 100) {
            throw new IllegalArgumentException("kiln.balance.read-every is below 100 ms: " + every);
        }
        this.readings = readings;
        this.balances = balances;
        this.every = every;
        this.clock = clock;
        this.random = random;
        this.observer = observer;
    }

    /** Blocks for one read an account that is due. */
    public void read() {
        Duration next = Duration.ofMillis((long) (every.toMillis() * (1 + JITTER * (2 * random.nextDouble() - 1))));
        for (Readings.Due due : readings.takeDue(next)) {
            Balance balance = balances.balance(due.account());
            if (!(balance instanceof Balance.Unreadable)) {
                due.slot().answered();
            }
            boolean read =
                    switch (balance) {
                        case Balance.Known known -> store(due, known.credits());
                        case Balance.Unreadable unreadable -> false;
                        case Balance.AccountStopped stopped -> false;
                    };
            observer.balanceRead(due.account(), read);
        }
    }

    private boolean store(Readings.Due due, Credits credits) {
        readings.store(due, credits, clock.instant());
        return true;
    }
}
