package dev.kiln.dispatcher.fair;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kiln.contract.Lane;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Each turn is served. */
class FairOrderTest {

    private Shares shares = new Shares(0, Map.of());

    @Test
    void lanesOfATenantShareAtSixToThreeToOne() {
        List<Flow> served = serve(1000, flow("a", Lane.BATCH), flow("a", Lane.INTERACTIVE), flow("a", Lane.STANDARD));

        assertThat(count(served, Flow::lane))
                .isEqualTo(Map.of(Lane.INTERACTIVE, 600L, Lane.STANDARD, 300L, Lane.BATCH, 100L));
    }

    @Test
    void tenantsShareByWeightWhateverTheirLanes() {
        List<Flow> served = serve(
                900, new Flow("heavy", Lane.BATCH, 2), flow("light", Lane.INTERACTIVE), flow("light", Lane.STANDARD));

        assertThat(count(served, Flow::tenantId)).isEqualTo(Map.of("heavy", 600L, "light", 300L));
    }

    @Test
    void aNewcomerIsNextHoweverLongOthersHaveBeenServed() {
        serve(10_000, flow("old", Lane.INTERACTIVE));

        assertThat(serve(1, flow("old", Lane.INTERACTIVE), flow("newcomer", Lane.BATCH)))
                .extracting(Flow::tenantId)
                .containsExactly("newcomer");
    }

    @Test
    void aTenantThatWasAwayHasSavedUpNothing() {
        serve(10, flow("away", Lane.STANDARD), flow("busy", Lane.STANDARD));
        serve(10_000, flow("busy", Lane.STANDARD));

        List<Flow> served = serve(100, flow("away", Lane.STANDARD), flow("busy", Lane.STANDARD));

        assertThat(count(served, Flow::tenantId).get("busy")).isBetween(49L, 51L);
    }

    @Test
    void aLaneThatWasEmptyHasSavedUpNothing() {
        serve(10_000, flow("a", Lane.BATCH));

        List<Flow> served = serve(70, flow("a", Lane.BATCH), flow("a", Lane.INTERACTIVE));

        assertThat(count(served, Flow::lane).get(Lane.BATCH)).isBetween(9L, 11L);
    }

    @Test
    void noTurnIsDealtToAFlowThatHasRunDry() {
        Flow heavy = new Flow("heavy", Lane.STANDARD, 1000);
        Flow light = flow("light", Lane.BATCH);

        assertThat(new FairOrder(Map.of(heavy, 1, light, 99), Map.of()).next(shares, 10))
                .hasSize(10)
                .containsOnlyOnce(heavy);
        assertThat(new FairOrder(Map.of(heavy, 1), Map.of()).next(shares, 10)).hasSize(1);
        assertThat(new FairOrder(Map.of(), Map.of()).next(shares, 10)).isEmpty();
    }

    @Test
    void aTenantAtItsCapLetsTheOthersPass() {
        FairOrder order = new FairOrder(
                Map.of(flow("capped", Lane.STANDARD), 99, flow("free", Lane.STANDARD), 99), Map.of("capped", 2));

        assertThat(count(order.next(shares, 10), Flow::tenantId)).isEqualTo(Map.of("capped", 2L, "free", 8L));
        assertThat(new FairOrder(Map.of(flow("capped", Lane.STANDARD), 99), Map.of("capped", -1)).next(shares, 10))
                .isEmpty();
    }

    /** Of any tenants with work all the time, none is further from its share than two turns, at any moment. */
    @Test
    void nobodyIsEverFarFromItsShare() {
        Random random = new Random(20261127);
        for (int history = 0; history < 200; history++) {
            List<Flow> flows = flows(random);
            int all = flows.stream().mapToInt(Flow::weight).sum();
            shares = new Shares(0, Map.of());
            Map<String, Integer> served = new HashMap<>();
            for (int turn = 1; turn <= 300; turn++) {
                served.merge(serve(1, flows).getFirst().tenantId(), 1, Integer::sum);
                for (Flow flow : flows) {
                    double due = (double) turn * flow.weight() / all;
                    assertThat(served.getOrDefault(flow.tenantId(), 0)).isBetween((int) due - 2, (int) due + 2);
                }
            }
        }
    }

    @Test
    void aWeightIsAtLeastOne() {
        assertThatThrownBy(() -> new Flow("a", Lane.BATCH, 0)).hasMessageContaining("at least 1");
    }

    private static List<Flow> flows(Random random) {
        return random.ints(1 + random.nextInt(5), 1, 6)
                .mapToObj(weight ->
                        new Flow("tenant-" + random.nextInt(1_000_000), Lane.values()[random.nextInt(3)], weight))
                .toList();
    }

    private List<Flow> serve(int turns, Flow... flows) {
        return serve(turns, List.of(flows));
    }

    private List<Flow> serve(int turns, Collection<Flow> flows) {
        Map<Flow, Integer> waiting = flows.stream().collect(Collectors.toMap(flow -> flow, flow -> turns));
        List<Flow> served = new FairOrder(waiting, Map.of()).next(shares, turns);
        shares = FairOrder.served(shares, served);
        return served;
    }

    private static Flow flow(String tenantId, Lane lane) {
        return new Flow(tenantId, lane, 1);
    }

    private static <K> Map<K, Long> count(List<Flow> served, Function<Flow, K> by) {
        return served.stream().collect(Collectors.groupingBy(by, Collectors.counting()));
    }
}
