package dev.kiln.stack.bench;

import java.util.LinkedHashMap;
import java.util.Map;

/** What processes used between two looks. */
final class CpuUse {
    private static final double THOUSAND = 1000;

    private CpuUse() {}

    /** Milliseconds for a thousand of what was done, by the process's name. */
    static Map<String, Double> perThousand(Map<String, ProcessUse> before, Map<String, ProcessUse> after, long done) {
        var used = new LinkedHashMap<String, Double>();
        after.forEach((name, use) ->
                used.put(name, (use.cpuMillis() - before.get(name).cpuMillis()) * THOUSAND / Math.max(1, done)));
        return used;
    }
}
