package dev.kiln.simulator.fault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ScenarioTest {

    private static final int CREATES = 2000;

    @Test
    void hitsTheSameCreatesWhateverOrderTheyComeIn() {
        Scenario scenario = Scenario.of(null, 42, Map.of("callback-lost", share("0.3"), "429", share("0.3")));
        List<String> prompts = new ArrayList<>(
                IntStream.range(0, 100).mapToObj(n -> "prompt " + n).toList());

        Map<String, List<String>> inOrder = play(scenario, prompts);
        Collections.shuffle(prompts, new Random(1));

        assertThat(play(scenario, prompts)).isEqualTo(inOrder);
        assertThat(play(new Scenario(null, 43, scenario.shares()), prompts)).isNotEqualTo(inOrder);
    }

    private static Map<String, List<String>> play(Scenario scenario, List<String> prompts) {
        ChooseFaults choose = choosing(scenario);
        Map<String, List<String>> hits = new HashMap<>();
        prompts.forEach(prompt -> hits.put(prompt, choose.forCreate("m", prompt).markers()));
        return hits;
    }

    @Test
    void drawsAnewForEachCreateOfAPromptSoThatARefusedOneCanPassLater() {
        ChooseFaults choose = choosing(Scenario.of(null, 1, Map.of("429", share("0.5"))));

        List<Boolean> refused = IntStream.range(0, 50)
                .mapToObj(n -> choose.forCreate("m", "the same").has(CreateRefusal.RATE))
                .toList();

        assertThat(refused).contains(true, false);
    }

    @Test
    void keepsToItsSharesAndLaysOneFaultOfAKind() {
        ChooseFaults choose = choosing(Scenario.of(
                null, 5, Map.of("callback-lost", share("0.2"), "callback-late", share("0.3"), "fail", share("0.1"))));

        Map<String, Integer> seen = new HashMap<>();
        for (int i = 0; i < CREATES; i++) {
            ChosenFaults faults = choose.forCreate("m", "prompt " + i);
            faults.markers().forEach(word -> seen.merge(word, 1, Integer::sum));
            assertThat(faults.has(CallbackFault.LOST) && faults.has(CallbackFault.LATE))
                    .isFalse();
        }

        assertThat(seen.get("callback-lost")).isBetween(320, 480);
        assertThat(seen.get("callback-late")).isBetween(510, 690);
        assertThat(seen.get("fail")).isBetween(150, 250);
    }

    @Test
    void aModelsOwnScenarioStandsInForTheGeneralOne() {
        ChooseFaults choose = choosing(Scenario.of(null, 1, Map.of("fail", BigDecimal.ONE)));
        choose.play(Scenario.of("m", 1, Map.of("stuck", BigDecimal.ONE)));

        assertThat(choose.forCreate("m", "x").faults()).containsExactly(OddEnding.STUCK);
        assertThat(choose.forCreate("other", "x").faults()).containsExactly(TaskFailure.INTERNAL);
        choose.endScenarios();
        assertThat(choose.forCreate("m", "x").faults()).isEmpty();
    }

    @Test
    void startsAgainFromTheFirstCreateWhenItIsPlayedAgain() {
        Scenario scenario = Scenario.of(null, 9, Map.of("402", share("0.5")));
        ChooseFaults choose = choosing(scenario);

        List<List<String>> first = twenty(choose);
        choose.play(scenario);

        assertThat(twenty(choose)).isEqualTo(first);
    }

    private static List<List<String>> twenty(ChooseFaults choose) {
        return IntStream.range(0, 20)
                .mapToObj(n -> choose.forCreate("m", "x").markers())
                .toList();
    }

    @Test
    void refusesSharesThatMakeNoSense() {
        assertThatThrownBy(() -> Scenario.of(null, 1, Map.of("fail", share("1.1"))))
                .hasMessageContaining("shares.fail");
        assertThatThrownBy(() -> Scenario.of(null, 1, Map.of("fail", share("-0.1"))))
                .hasMessageContaining("shares.fail");
        assertThatThrownBy(() -> Scenario.of(null, 1, Map.of("fail", share("0.6"), "stuck", share("0.6"))))
                .hasMessageContaining("ending");
        assertThatThrownBy(() -> Scenario.of(null, 1, Map.of("nonsense", share("0.6"))))
                .isInstanceOf(UnknownFault.class);
    }

    private static ChooseFaults choosing(Scenario scenario) {
        ChooseFaults choose = new ChooseFaults(1, List.of());
        choose.play(scenario);
        return choose;
    }

    private static BigDecimal share(String share) {
        return new BigDecimal(share);
    }
}
