package dev.kiln.stack.bench;

import java.util.ArrayList;
import java.util.List;

/** Everything that was measured; what was not is null. */
record BenchReport(Conditions conditions, EndToEnd endToEnd) {
    private static final double END_TO_END_AIM = 300;
    private static final double MEGABYTES_AIM = 250;
    private static final double START_AIM = 20;
    private static final double MEGABYTE = 1024 * 1024.0;

    List<Aim> aims() {
        var aims = new ArrayList<Aim>();
        if (endToEnd != null) {
            aims.add(new Aim("end to end, generations/s", endToEnd.result().perSecond(), END_TO_END_AIM, true, "/s"));
            aims.add(new Aim("stack up", endToEnd.startSeconds(), START_AIM, false, "s"));
            endToEnd.residentBytes().forEach((name, bytes) -> {
                if (name.endsWith("-service")) {
                    aims.add(new Aim("memory of " + name, bytes / MEGABYTE, MEGABYTES_AIM, false, "MiB"));
                }
            });
        }
        return aims;
    }
}
