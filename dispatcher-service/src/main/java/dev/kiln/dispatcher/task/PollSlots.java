package dev.kiln.dispatcher.task;

/** The account's budget of record reads, shared by all replicas. */
public interface PollSlots {

    /** Takes one read of the account's budget; false where none is left this second. Blocks for the database only. */
    boolean take(String account);
}
