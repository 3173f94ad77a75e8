package dev.kiln.billing.journal.adapter;

/**
 * The order of the journal's numbers, kept until a transaction ends. Events are applied beside each other; what adds up or
 * judges what others have booked is applied alone, so that it has seen all lower numbers and no higher one.
 */
public final class JournalOrder {

    private static final long LOCK = 5_201;

    /** After the generations are locked, and before anything else that others may wait for. */
    public static final String BESIDE_OTHERS = "SELECT 1 FROM pg_advisory_xact_lock_shared(" + LOCK + ")";

    /** As {@link #BESIDE_OTHERS}; may be asked again where it is held, and not where the other one is. */
    public static final String ALONE = "SELECT 1 FROM pg_advisory_xact_lock(" + LOCK + ")";

    private JournalOrder() {}
}
