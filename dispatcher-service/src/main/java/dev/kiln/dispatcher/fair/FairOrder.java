package dev.kiln.dispatcher.fair;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The order in which what waits is served. No turn is dealt to a flow that has run dry, so that no free slot is wasted. */
public final class FairOrder {

    private final Map<String, List<Flow>> flowsOfTenants = new HashMap<>();
    private final Map<Flow, Integer> waiting;
    private final Map<String, Integer> room;

    /**
     * @param waiting how many tasks wait in each flow
     * @param room how many more tasks a tenant may have; a tenant that is missing has no limit
     */
    public FairOrder(Map<Flow, Integer> waiting, Map<String, Integer> room) {
        this.waiting = Map.copyOf(waiting);
        this.room = Map.copyOf(room);
        waiting.keySet()
                .forEach(flow -> flowsOfTenants
                        .computeIfAbsent(flow.tenantId(), tenant -> new ArrayList<>())
                        .add(flow));
    }

    /** The next turns, at most {@code most}. */
    public List<Flow> next(Shares shares, int most) {
        List<Flow> order = new ArrayList<>();
        Map<Flow, Integer> left = new HashMap<>(waiting);
        Map<String, Integer> mayTake = new HashMap<>(room);
        Shares now = shares;
        while (order.size() < most) {
            Optional<Flow> turn = turn(now, left, mayTake);
            if (turn.isEmpty()) {
                break;
            }
            order.add(turn.get());
            left.merge(turn.get(), -1, Integer::sum);
            mayTake.computeIfPresent(turn.get().tenantId(), (tenant, may) -> may - 1);
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

    private Optional<Flow> turn(Shares now, Map<Flow, Integer> left, Map<String, Integer> mayTake) {
        return flowsOfTenants.keySet().stream()
                .filter(tenant -> mayTake.getOrDefault(tenant, 1) > 0)
                .filter(tenant -> flowsOfTenants.get(tenant).stream().anyMatch(flow -> left.get(flow) > 0))
                .min(Comparator.comparingLong(now::start).thenComparing(Comparator.naturalOrder()))
                .flatMap(tenant -> flowsOfTenants.get(tenant).stream()
                        .filter(flow -> left.get(flow) > 0)
                        .min(Comparator.<Flow>comparingLong(
                                        flow -> now.of(tenant).start(flow.lane()))
                                .thenComparing(Flow::lane)));
    }
}
