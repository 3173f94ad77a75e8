package dev.kiln.stack.bench;

import dev.kiln.stack.bench.tables.LedgerPages;
import dev.kiln.stack.bench.tables.TableFigures;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Everything that was measured; what was not is null or empty. */
record BenchReport(Conditions conditions, List<DoorFigures> doors, EndToEnd endToEnd, TableFigures tables) {
    private static final Map<String, Double> DOOR_AIMS = Map.of("intake", 0.6, "callbacks", 0.5);
    private static final double END_TO_END_AIM = 300;
    private static final double MEGABYTES_AIM = 250;
    private static final double START_AIM = 20;
    private static final double MEGABYTE = 1024 * 1024.0;

    List<Aim> aims() {
        var aims = new ArrayList<Aim>();
        doors.stream()
                .filter(door -> door.toFloor() != null)
                .map(door ->
                        new Aim(door.name() + " by the floor", door.toFloor(), DOOR_AIMS.get(door.name()), true, ""))
                .forEach(aims::add);
        if (endToEnd != null) {
            aims.add(new Aim("end to end, generations/s", endToEnd.result().perSecond(), END_TO_END_AIM, true, "/s"));
            aims.add(new Aim("stack up", endToEnd.startSeconds(), START_AIM, false, "s"));
            endToEnd.residentBytes().forEach((name, bytes) -> {
                if (name.endsWith("-service")) {
                    aims.add(new Aim("memory of " + name, bytes / MEGABYTE, MEGABYTES_AIM, false, "MiB"));
                }
            });
        }
        if (tables != null) {
            tables.pages()
                    .forEach(page -> LedgerPages.aim(page.what())
                            .ifPresent(aim -> aims.add(new Aim(page.what(), page.largeP99Millis(), aim, false, "ms"))));
        }
        return aims;
    }
}
