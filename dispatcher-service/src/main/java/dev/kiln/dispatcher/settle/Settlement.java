package dev.kiln.dispatcher.settle;

/** What truth about a task did. */
public enum Settlement {
    /** The task ended by it, or was corrected by it. */
    SETTLED,
    /** It says what is known already. */
    REPEATED,
    /** There is no such generation here. */
    UNKNOWN_GENERATION,
    /** It is about another attempt or another task than the generation has: a second task may exist. */
    OTHER_TASK
}
