package dev.kiln.dispatcher.task;

/** What a step does to the credits that are held for a task. What the claim holds, and a charge turns into spent, is apart. */
public enum Holding {
    /** The task may still be charged, or billing's word on its charge is awaited. */
    STAYS,
    /** Nothing was created, by proof. */
    FALLS,
    /** What was taken for not created was created. */
    RISES_AGAIN;

    public static Holding after(Task before, Task next) {
        return switch (before) {
            case Submitted submitted -> createdNothing(next) ? FALLS : STAYS;
            case Queued queued -> next instanceof Submitted ? RISES_AGAIN : STAYS;
            case Finished finished -> STAYS;
        };
    }

    private static boolean createdNothing(Task next) {
        return switch (next) {
            case Queued queued -> true;
            case Finished finished ->
                finished.completion().submission() == null
                        || finished.completion().submission().taskId() == null;
            case Submitted submitted -> false;
        };
    }
}
