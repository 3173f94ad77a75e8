package dev.kiln.simulator.fault;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads {@code [[sim:word]]} and {@code [[sim:word*n]]} out of a prompt. n counts the creates of that prompt, or the
 * readings of its task's record, which the fault hits; it is 1 when absent and fits no other faults.
 */
public final class FaultMarkers {

    private static final Pattern MARKER = Pattern.compile("\\[\\[sim:([^\\]\\s]{0,60})(\\]\\])?");
    private static final Pattern WORD = Pattern.compile("([a-z0-9-]+)(?:\\*([1-9][0-9]{0,5}))?");

    private FaultMarkers() {}

    /** A fault and how many creates or readings it hits. */
    public record Marked(Fault fault, int times) {}

    /**
     * The faults of a prompt in its order; empty for a prompt without markers.
     *
     * @throws UnknownFault if anything begins like a marker and is none
     */
    public static List<Marked> in(String prompt) {
        List<Marked> found = new ArrayList<>();
        Matcher marker = MARKER.matcher(prompt);
        while (marker.find()) {
            if (marker.group(2) == null) {
                throw UnknownFault.because("a fault marker in the prompt is not closed by ]]");
            }
            found.add(read(marker.group(1)));
        }
        return found;
    }

    private static Marked read(String text) {
        Matcher word = WORD.matcher(text);
        if (!word.matches()) {
            throw UnknownFault.named(text);
        }
        Fault fault = Fault.of(word.group(1)).orElseThrow(() -> UnknownFault.named(text));
        if (word.group(2) == null) {
            return new Marked(fault, 1);
        }
        if (!fault.countable()) {
            throw UnknownFault.because("*n fits only faults of creates and readings, not '" + fault.marker() + "'");
        }
        return new Marked(fault, Integer.parseInt(word.group(2)));
    }
}
