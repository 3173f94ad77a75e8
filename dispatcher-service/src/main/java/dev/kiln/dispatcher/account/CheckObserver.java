package dev.kiln.dispatcher.account;

/** Told of every check of a stopped account, for metrics and logs. */
public interface CheckObserver {

    void checked(Accounts.Suspect suspect, boolean resumed);
}
