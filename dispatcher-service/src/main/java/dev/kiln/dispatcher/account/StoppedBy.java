package dev.kiln.dispatcher.account;

/** Whose word ends a stop. */
public enum StoppedBy {
    /** A check that shows the account well ends it, or an operator. */
    KIE,
    /** Only an operator ends it. */
    OPERATOR
}
