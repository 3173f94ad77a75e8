package dev.kiln.stack.deadletter.adapter;

import dev.kiln.stack.deadletter.ResolveLetters.Outcome;
import dev.kiln.stack.deadletter.SafeText;
import java.io.PrintWriter;

/** Tells what becomes of each letter, and of all together. */
final class Resolving {
    private final PrintWriter out;
    private int done;
    private int skipped;

    Resolving(PrintWriter out) {
        this.out = out;
    }

    void tell(Outcome outcome) {
        switch (outcome) {
            case Outcome.Done one -> {
                done++;
                out.println(
                        one.action().word() + "  " + one.id() + (one.where() == null ? "" : "  now " + one.where()));
            }
            case Outcome.Skipped one -> {
                skipped++;
                out.println("left alone  " + one.id() + ": " + SafeText.of(one.why()));
            }
        }
        out.flush();
    }

    /** The exit code. */
    int sum(String word) {
        out.println(done + " " + word + ", " + skipped + " left alone");
        return skipped == 0 ? 0 : 1;
    }
}
