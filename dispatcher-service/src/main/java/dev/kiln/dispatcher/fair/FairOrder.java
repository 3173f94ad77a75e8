package dev.kiln.dispatcher.fair;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The order in which what waits is served. */
public final class FairOrder {

    private final Map<String, List<Flow>> flowsOfTenants = new HashMap<>();
    private final Map<String, Integer> room;

    /**
     * @param flows in which something waits, each once
     * @param room how many more tasks a tenant may have; a tenant that is missing has no limit
     */
    public FairOrder(Collection<Flow> flows, Map<String, Integer> room) {
        this.room = Map.copyOf(room);
        flows.forEach(flow -> flowsOfTenants
                .computeIfAbsent(flow.tenantId(), tenant -> new ArrayList<>())
                .add(flow));
    }

    /** The next turns, at most {@code most}, as if no flow ever ran dry. */
    public List<Flow> next(Shares shares, int most) {
        List<Flow> order = new ArrayList<>();
        Map<String, Integer> taken = new HashMap<>();
        Shares now = shares;
        while (order.size() < most) {
            Optional<Flow> turn = turn(now, taken);
            if (turn.isEmpty()) {
                break;
            }
            order.add(turn.get());
            taken.merge(turn.get().tenantId(), 1, Integer::sum);
            now = now.after(turn.get());
        }
        return order;
    }

    /** The shares after these turns were served, which may be fewer than {@link #next} gave. */
    public static Shares served(Shares shares, List<Flow> turns) {
        Shares now = shares;
        for (Flow turn : turns) {
            now = now.after(turn);
        }
        return now;
    }

    private Optional<Flow> turn(Shares now, Map<String, Integer> taken) {
        return flowsOfTenants.keySet().stream()
                .filter(tenant -> taken.getOrDefault(tenant, 0) < room.getOrDefault(tenant, Integer.MAX_VALUE))
                .min(Comparator.comparingLong(now::start).thenComparing(Comparator.naturalOrder()))
                .flatMap(tenant -> flowsOfTenants.get(tenant).stream()
                        .min(Comparator.<Flow>comparingLong(
                                        flow -> now.of(tenant).start(flow.lane()))
                                .thenComparing(Flow::lane)));
    }
}
