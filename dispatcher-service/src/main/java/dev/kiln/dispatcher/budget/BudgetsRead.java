package dev.kiln.dispatcher.budget;

/** Whether billing's budgets have been read to their end since this process began: before that, nothing is claimed. */
public final class BudgetsRead {

    private volatile boolean done;

    public void finish() {
        done = true;
    }

    public boolean done() {
        return done;
    }
}
