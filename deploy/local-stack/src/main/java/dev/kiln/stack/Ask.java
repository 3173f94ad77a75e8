package dev.kiln.stack;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.Charset;

/** Asks the person at the terminal. */
public final class Ask {
    private final boolean somebodyIsThere;
    private final BufferedReader answers;
    private final PrintStream questions;

    public Ask(boolean somebodyIsThere, InputStream answers, PrintStream questions) {
        this.somebodyIsThere = somebodyIsThere;
        this.answers = new BufferedReader(new InputStreamReader(answers, Charset.defaultCharset()));
        this.questions = questions;
    }

    /** Whether there is a terminal to ask at. */
    public boolean isPossible() {
        return somebodyIsThere;
    }

    /** True for the word {@code yes} alone. */
    public boolean agrees(String question) {
        questions.print(question + " Type yes to go on: ");
        questions.flush();
        try {
            var answer = answers.readLine();
            return answer != null && answer.strip().equals("yes");
        } catch (IOException e) {
            throw new UncheckedIOException("The answer cannot be read", e);
        }
    }
}
