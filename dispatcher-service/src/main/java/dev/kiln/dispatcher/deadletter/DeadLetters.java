package dev.kiln.dispatcher.deadletter;

/** Where records go that could not be taken, for an operator to list, replay or drop. */
public interface DeadLetters {

    /** Returns once the letter is safely stored; blocks, and throws where it could not be. */
    void add(DeadLetter letter);
}
