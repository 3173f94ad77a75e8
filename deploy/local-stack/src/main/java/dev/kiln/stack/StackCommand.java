package dev.kiln.stack;

import java.nio.file.Path;
import java.util.concurrent.Callable;

/** A command that starts a stack; its result is the process's exit code. */
public interface StackCommand extends Callable<Integer> {
    /** Where the stack's processes say what went wrong. */
    Path logs();
}
