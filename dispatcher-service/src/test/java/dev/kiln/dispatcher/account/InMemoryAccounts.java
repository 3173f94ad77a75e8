package dev.kiln.dispatcher.account;

import dev.kiln.contract.Cause;
import dev.kiln.contract.Credits;
import dev.kiln.dispatcher.audit.Effect;
import dev.kiln.dispatcher.audit.Order;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Remembers stops and rests; every stop by Kie is due for a check. */
public final class InMemoryAccounts implements Accounts {

    public final Map<String, Stop> stops = new TreeMap<>();
    public final List<Duration> backOffs = new ArrayList<>();

    @Override
    public Optional<Stopped> stop(String account, Cause cause, Credits needs) {
        Stop stop = new Stop(StoppedBy.KIE, cause, needs, Instant.EPOCH, Instant.EPOCH);
        return stops.putIfAbsent(account, stop) == null
                ? Optional.of(new Stopped(account, cause, 0))
                : Optional.empty();
    }

    @Override
    public Optional<Duration> backOff(String account) {
        backOffs.add(BackOff.after(backOffs.size()));
        return Optional.of(backOffs.getLast());
    }

    @Override
    public List<Suspect> takeDueForCheck() {
        return stops.entrySet().stream()
                .map(entry -> new Suspect(entry.getKey(), entry.getValue()))
                .toList();
    }

    @Override
    public boolean resume(String account) {
        return stops.remove(account) != null;
    }

    @Override
    public Effect stop(String account, Order order) {
        throw new AssertionError("no operator here");
    }

    @Override
    public Effect resume(String account, Order order) {
        throw new AssertionError("no operator here");
    }

    @Override
    public List<Account> all(int limit) {
        throw new AssertionError("nobody asks");
    }
}
