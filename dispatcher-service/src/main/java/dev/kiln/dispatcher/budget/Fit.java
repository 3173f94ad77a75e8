package dev.kiln.dispatcher.budget;

/** Whether a hold fits into a budget. */
public enum Fit {
    /** Whatever becomes of all that is held. */
    FITS,
    /** Perhaps, once what is held has settled. */
    WHEN_HOLDS_SETTLE,
    /** Not before the budget resets, whatever becomes of what is held. */
    NOT_IN_THIS_WINDOW
}
