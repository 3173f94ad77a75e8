package dev.kiln.stack.process;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.StringJoiner;
import java.util.TreeMap;

/**
 * Flags of the children's JVMs.
 *
 * @param all given to every child
 * @param more given to single children, by name; they stand behind the others and behind the size of the heap
 */
public record JavaFlags(List<String> all, Map<String, List<String>> more) {
    private static final List<String> SMALL =
            List.of("-XX:+UseSerialGC", "-XX:-UsePerfData", "-Djava.net.preferIPv4Stack=true");

    public JavaFlags {
        all = List.copyOf(all);
        more = Map.copyOf(more);
    }

    /** The first compiler alone: up soon, and slower than it could be. */
    public static JavaFlags fastStart() {
        var flags = new ArrayList<>(SMALL);
        flags.addFirst("-XX:TieredStopAtLevel=1");
        return new JavaFlags(flags, Map.of());
    }

    /** Both compilers: what runs for long. What the second one has used is given back to the system. */
    public static JavaFlags steady() {
        var flags = new ArrayList<>(SMALL);
        flags.add("-XX:+UnlockExperimentalVMOptions");
        flags.add("-XX:TrimNativeHeapInterval=2000");
        return new JavaFlags(flags, Map.of());
    }

    public JavaFlags with(String child, List<String> flags) {
        var changed = new HashMap<>(more);
        changed.merge(child, flags, (before, added) -> {
            var joined = new ArrayList<>(before);
            joined.addAll(added);
            return joined;
        });
        return new JavaFlags(all, changed);
    }

    /** Those of all, then those of single children behind their names. */
    @Override
    public String toString() {
        var text = new StringJoiner("; ").add(String.join(" ", all));
        new TreeMap<>(more).forEach((child, flags) -> {
            if (!flags.isEmpty()) {
                text.add(child + " " + String.join(" ", flags));
            }
        });
        return text.toString();
    }

    public List<String> of(String child) {
        var flags = new ArrayList<>(all);
        flags.addAll(more.getOrDefault(child, List.of()));
        return flags;
    }
}
