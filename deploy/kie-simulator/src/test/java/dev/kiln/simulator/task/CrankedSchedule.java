package dev.kiln.simulator.task;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** A schedule and its clock, moved by hand. */
public final class CrankedSchedule extends Clock implements Schedule {

    private final List<Due> due = new ArrayList<>();
    private Instant now = Instant.parse("2026-01-01T00:00:00Z");

    private record Due(Instant at, Runnable work) {}

    @Override
    public void in(Duration delay, Runnable work) {
        due.add(new Due(now.plus(delay), work));
    }

    /** Lets time pass and runs what falls due, in order. */
    public void pass(Duration time) {
        Instant end = now.plus(time);
        for (Due next = next(end); next != null; next = next(end)) {
            due.remove(next);
            now = next.at();
            next.work().run();
        }
        now = end;
    }

    private Due next(Instant end) {
        return due.stream()
                .filter(each -> !each.at().isAfter(end))
                .min(Comparator.comparing(Due::at))
                .orElse(null);
    }

    @Override
    public Instant instant() {
        return now;
    }

    @Override
    public ZoneId getZone() {
        return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
        throw new UnsupportedOperationException();
    }
}
