package dev.kiln.dispatcher.account.adapter;

import dev.kiln.dispatcher.account.BalanceObserver;
import io.micrometer.core.instrument.MeterRegistry;

/** Counts the readings of balances. */
public final class MeteredBalances implements BalanceObserver {

    private final MeterRegistry meters;

    public MeteredBalances(MeterRegistry meters) {
        this.meters = meters;
    }

    @Override
    public void balanceRead(String account, boolean read) {
        meters.counter(
                        "kiln_dispatcher_balance_reads_total",
                        "account",
                        account,
                        "result",
                        read ? "read" : "unreadable")
                .increment();
    }
}
