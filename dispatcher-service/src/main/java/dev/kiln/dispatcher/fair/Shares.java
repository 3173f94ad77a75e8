package dev.kiln.dispatcher.fair;

import dev.kiln.contract.Lane;
import java.util.HashMap;
import java.util.Map;

/**
 * Whose turn it is: start-time fair queueing (Goyal, Vin and Cheng, 1996) between tenants by weight, and within a tenant
 * between its lanes at 6 : 3 : 1. A tenant that was away comes back at the present turn: it is next, and has saved up
 * nothing. Immutable.
 *
 * @param turn the start of the turn that was served last
 * @param tenants by tenant; one that is missing has never been served
 */
public record Shares(long turn, Map<String, TenantShare> tenants) {

    /** A whole turn at weight 1: every weight up to 1,000 and every lane divide it to at least 1,000. */
    private static final long TURN = 6_000_000;

    public Shares {
        tenants = Map.copyOf(tenants);
    }

    /** The tenant's own reckoning: the start of its next turn, and likewise for each of its lanes. */
    public record TenantShare(long next, long laneTurn, Map<Lane, Long> lanes) {
        public TenantShare {
            lanes = Map.copyOf(lanes);
        }

        /** When the lane's next turn starts among the tenant's lanes. */
        public long start(Lane lane) {
            return Math.max(laneTurn, lanes.getOrDefault(lane, laneTurn));
        }

        private TenantShare after(Lane lane, long nextTurn) {
            Map<Lane, Long> moved = new HashMap<>(lanes);
            moved.put(lane, start(lane) + TURN / partOf(lane));
            return new TenantShare(nextTurn, start(lane), moved);
        }
    }

    private static final TenantShare NEW = new TenantShare(0, 0, Map.of());

    /** When the tenant's next turn starts; never in the past, so that waiting without work earns nothing. */
    long start(String tenantId) {
        return Math.max(turn, of(tenantId).next());
    }

    /** Of a tenant that was never served, too. */
    public TenantShare of(String tenantId) {
        return tenants.getOrDefault(tenantId, NEW);
    }

    /** The shares after one task of the lane was served. */
    Shares after(Flow served) {
        long start = start(served.tenantId());
        Map<String, TenantShare> moved = new HashMap<>(tenants);
        moved.put(served.tenantId(), of(served.tenantId()).after(served.lane(), start + TURN / served.weight()));
        return new Shares(Math.max(turn, start), moved);
    }

    private static int partOf(Lane lane) {
        return switch (lane) {
            case INTERACTIVE -> 6;
            case STANDARD -> 3;
            case BATCH -> 1;
        };
    }
}
