package dev.kiln.dispatcher.account;

import dev.kiln.contract.Credits;
import dev.kiln.contract.Reason;
import dev.kiln.dispatcher.kie.Balance;
import dev.kiln.dispatcher.kie.Balances;

/** Asks Kie whether the accounts that it stopped are well again, and resumes those that are. */
public final class CheckAccounts {

    private final Accounts accounts;
    private final Balances balances;
    private final CheckObserver observer;

    public CheckAccounts(Accounts accounts, Balances balances, CheckObserver observer) {
        this.accounts = accounts;
        this.balances = balances;
        this.observer = observer;
    }

    /** Blocks for one read an account whose check is due. */
    public void check() {
        for (Accounts.Suspect suspect : accounts.takeDueForCheck()) {
            boolean well = isWell(suspect.stop(), balances.balance(suspect.account()));
            boolean resumed = well && accounts.resume(suspect.account());
            observer.checked(suspect, resumed);
        }
    }

    /** A balance that can be read proves the key; a stop for want of credits asks for what was wanting, too. */
    static boolean isWell(Stop stop, Balance balance) {
        return switch (balance) {
            case Balance.Known known -> suffices(stop, known.credits());
            case Balance.Unreadable unreadable -> false;
            case Balance.AccountStopped stopped -> false;
        };
    }

    private static boolean suffices(Stop stop, Credits balance) {
        if (!stop.cause().reason().equals(Reason.INSUFFICIENT_CREDITS)) {
            return true;
        }
        return !balance.isZero() && (stop.needs() == null || balance.compareTo(stop.needs()) >= 0);
    }
}
