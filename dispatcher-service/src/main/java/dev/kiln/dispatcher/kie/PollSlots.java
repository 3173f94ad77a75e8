package dev.kiln.dispatcher.kie;

import java.util.Optional;

/** The account's budget of reads, shared by all replicas. */
public interface PollSlots {

    /** The right to make one read, at once; empty where the account has none left. Blocks for the database. */
    Optional<Slot> take(String account);

    /** A part of the budget, which comes back by itself when no answer can come any more. */
    interface Slot {

        /**
         * Kie has answered the read, and so has counted it before: the part comes back after the second that Kie counts by.
         * Blocks for the database.
         */
        void answered();
    }
}
