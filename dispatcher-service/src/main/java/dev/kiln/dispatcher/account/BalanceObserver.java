package dev.kiln.dispatcher.account;

/** Told of every reading of a balance, for metrics. */
public interface BalanceObserver {

    /** @param read false where Kie gave none */
    void balanceRead(String account, boolean read);
}
