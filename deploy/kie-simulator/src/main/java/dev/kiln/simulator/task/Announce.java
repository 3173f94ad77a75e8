package dev.kiln.simulator.task;

/** Is told of every task that has ended. */
@FunctionalInterface
public interface Announce {

    /** @param afterFirstTry is run once, when the first try to tell the creator is over or none is made */
    void ended(Task task, Runnable afterFirstTry);
}
