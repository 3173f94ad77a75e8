package dev.kiln.dispatcher.simulation;

import dev.kiln.dispatcher.task.StoreFailure;

/** What goes wrong between the dispatcher and its database: at most so many times in a history. */
final class Mishaps {

    private final Choices choices;
    private final int most;
    private int left;
    private boolean over;

    Mishaps(Choices choices, int most) {
        this.choices = choices;
        this.most = most;
        this.left = most;
    }

    /** The process may be killed here. */
    void maybeCrash() {
        if (maybe()) {
            throw new Crash();
        }
    }

    /** The database may be away here; whether it did what was asked the caller cannot know. */
    void maybeUnanswered() {
        if (maybe()) {
            throw new StoreFailure("a simulated answer was lost", null);
        }
    }

    boolean maybe() {
        if (!over && left > 0 && choices.maybe()) {
            left--;
            return true;
        }
        return false;
    }

    int happened() {
        return most - left;
    }

    /** Nothing goes wrong any more. */
    void end() {
        over = true;
    }
}
