package dev.kiln.simulator.account;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;

/** A customer of the vendor: one key, a balance of credits, a create rate. Thread-safe. */
public final class Account {

    private final String name;
    private final int rateLimit;
    private final SlidingWindow received;
    private final SlidingWindow accepted;
    private BigDecimal balance;
    private BigDecimal held = BigDecimal.ZERO;
    private BigDecimal charged = BigDecimal.ZERO;
    private BigDecimal added = BigDecimal.ZERO;

    /** @param rateLimit creates in any window; the excess is refused */
    public Account(String name, BigDecimal opening, int rateLimit, Duration window) {
        this.name = name;
        this.balance = opening;
        this.rateLimit = rateLimit;
        this.received = new SlidingWindow(window);
        this.accepted = new SlidingWindow(window);
    }

    public String name() {
        return name;
    }

    /** Counts a create; false if it is over the rate. */
    public synchronized boolean admit(Instant now) {
        received.add(now);
        if (accepted.count(now) >= rateLimit) {
            return false;
        }
        accepted.add(now);
        return true;
    }

    /** Takes credits off the balance until the task is settled; false if there are too few. */
    public synchronized boolean hold(BigDecimal credits) {
        if (balance.compareTo(credits) < 0) {
            return false;
        }
        balance = balance.subtract(credits);
        held = held.add(credits);
        return true;
    }

    /** Turns a hold into a charge, which may be 0; the rest goes back to the balance. */
    public synchronized void settle(BigDecimal hold, BigDecimal charge) {
        held = held.subtract(hold);
        charged = charged.add(charge);
        balance = balance.add(hold).subtract(charge);
    }

    public synchronized void topUp(BigDecimal credits) {
        balance = balance.add(credits);
        added = added.add(credits);
    }

    /** What the credit endpoint reports: holds are already off. */
    public synchronized BigDecimal balance() {
        return balance;
    }

    public synchronized Statement statement() {
        return new Statement(name, balance, held, charged, added);
    }

    public synchronized RateSeen rateSeen() {
        return new RateSeen(name, rateLimit, received.largest(), accepted.largest());
    }

    /** Where an account stands: opening + added = balance + held + charged. */
    public record Statement(
            String account, BigDecimal balance, BigDecimal held, BigDecimal charged, BigDecimal added) {}

    /** The largest numbers of creates that any sliding window held. */
    public record RateSeen(String account, int limit, int largestReceived, int largestAccepted) {}
}
