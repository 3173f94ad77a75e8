package dev.kiln.simulator.account;

import java.math.BigDecimal;
import java.time.Instant;

/** A customer of the vendor: one key, a balance of credits, its limits. Thread-safe. */
public final class Account {

    private final String name;
    private final Limits limits;
    private final SlidingWindow received;
    private final SlidingWindow accepted;
    private final SlidingWindow polls;
    private BigDecimal cap;
    private BigDecimal balance;
    private BigDecimal held = BigDecimal.ZERO;
    private BigDecimal charged = BigDecimal.ZERO;
    private BigDecimal added = BigDecimal.ZERO;
    private BigDecimal drifted = BigDecimal.ZERO;

    public Account(String name, BigDecimal opening, Limits limits) {
        this.name = name;
        this.balance = opening;
        this.limits = limits;
        this.cap = limits.cap();
        this.received = new SlidingWindow(limits.createWindow());
        this.accepted = new SlidingWindow(limits.createWindow());
        this.polls = new SlidingWindow(limits.pollWindow());
    }

    public String name() {
        return name;
    }

    /** Counts a create that comes in; false if it is one too many. A refused one takes no room. */
    public synchronized boolean admit(Instant now) {
        received.add(now);
        if (accepted.count(now) >= limits.creates()) {
            return false;
        }
        accepted.add(now);
        return true;
    }

    /** Counts a reading of a record; false if it is one too many. A refused one takes no room. */
    public synchronized boolean admitPoll(Instant now) {
        if (limits.polls() > 0 && polls.count(now) >= limits.polls()) {
            return false;
        }
        polls.add(now);
        return true;
    }

    /** What became of a hold. */
    public enum Held {
        YES,
        /** The balance is too small. */
        SHORT,
        /** The key's cap is reached. */
        CAPPED
    }

    /** Takes credits off the balance until the task is settled. */
    public synchronized Held hold(BigDecimal credits) {
        if (cap != null && held.add(charged).add(credits).compareTo(cap) > 0) {
            return Held.CAPPED;
        }
        if (balance.compareTo(credits) < 0) {
            return Held.SHORT;
        }
        balance = balance.subtract(credits);
        held = held.add(credits);
        return Held.YES;
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

    /** Takes credits off the balance that no task explains. */
    public synchronized void drift(BigDecimal credits) {
        balance = balance.subtract(credits);
        drifted = drifted.add(credits);
    }

    /** @param newCap null lifts it */
    public synchronized void cap(BigDecimal newCap) {
        cap = newCap;
    }

    /** What the credit endpoint reports: holds are already off. */
    public synchronized BigDecimal balance() {
        return balance;
    }

    public synchronized Statement statement() {
        return new Statement(name, balance, held, charged, added, drifted, cap);
    }

    public synchronized RateSeen rateSeen() {
        return new RateSeen(
                name,
                limits.creates(),
                limits.createWindow().toMillis(),
                received.largest(),
                accepted.largest(),
                limits.polls(),
                polls.largest());
    }

    /**
     * Where an account stands: opening + added = balance + held + charged + drifted.
     *
     * @param cap null for none
     */
    public record Statement(
            String account,
            BigDecimal balance,
            BigDecimal held,
            BigDecimal charged,
            BigDecimal added,
            BigDecimal drifted,
            BigDecimal cap) {}

    /**
     * The largest numbers of creates, and of polls that were not refused, that any sliding window held.
     *
     * @param windowMillis the window of creates as it really is
     */
    public record RateSeen(
            String account,
            int limit,
            long windowMillis,
            int largestReceived,
            int largestAccepted,
            int pollLimit,
            int largestPolls) {}
}
