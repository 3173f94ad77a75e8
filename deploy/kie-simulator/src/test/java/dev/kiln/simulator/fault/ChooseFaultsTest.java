package dev.kiln.simulator.fault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ChooseFaultsTest {

    private final ChooseFaults choose = new ChooseFaults(7, List.of());

    @Test
    void hitsOnlyTheFirstCreatesOfAPromptOneFaultAfterAnother() {
        String prompt = "a lamp [[sim:429*2]] [[sim:reset-before-store]] [[sim:callback-lost]]";

        List<List<Fault>> chosen = IntStream.range(0, 4)
                .mapToObj(n -> choose.forCreate("m", prompt).faults())
                .toList();

        assertThat(chosen)
                .containsExactly(
                        List.of(CreateRefusal.RATE, CallbackFault.LOST),
                        List.of(CreateRefusal.RATE, CallbackFault.LOST),
                        List.of(TransportFault.RESET_BEFORE_STORE, CallbackFault.LOST),
                        List.of(CallbackFault.LOST));
    }

    @Test
    void countsEachPromptByItself() {
        choose.forCreate("m", "a [[sim:429]]");

        assertThat(choose.forCreate("m", "b [[sim:429]]").has(CreateRefusal.RATE))
                .isTrue();
    }

    @Test
    void laysARuleOnItsModelUntilItIsSpent() {
        choose.add(FaultRule.of("m", BigDecimal.ONE, "fail", 2));

        assertThat(choose.forCreate("other", "x").faults()).isEmpty();
        assertThat(choose.forCreate("m", "x").faults()).containsExactly(TaskFailure.INTERNAL);
        assertThat(choose.forCreate("m", "x").faults()).containsExactly(TaskFailure.INTERNAL);
        assertThat(choose.forCreate("m", "x").faults()).isEmpty();
        assertThat(choose.rules()).isEmpty();
    }

    @Test
    void hitsAboutTheShareOfARuleAndTheSameOnesForTheSameSeed() {
        ChooseFaults twin = new ChooseFaults(7, List.of());
        choose.add(FaultRule.of(null, new BigDecimal("0.25"), "callback-lost", null));
        twin.add(FaultRule.of(null, new BigDecimal("0.25"), "callback-lost", null));

        List<Boolean> hits = run(choose);

        assertThat(hits).isEqualTo(run(twin));
        assertThat(hits.stream().filter(hit -> hit).count()).isBetween(200L, 300L);
    }

    private static List<Boolean> run(ChooseFaults choose) {
        return IntStream.range(0, 1000)
                .mapToObj(n -> choose.forCreate("m", "x").has(CallbackFault.LOST))
                .toList();
    }

    @Test
    void laysWhatIsSetForAlwaysOnEveryCreateBesidesTheRest() {
        ChooseFaults always = new ChooseFaults(1, List.of(Shape.TEN_KEYS));

        assertThat(always.forCreate("m", "x").faults()).containsExactly(Shape.TEN_KEYS);
        assertThat(always.forCreate("m", "x [[sim:fail]]").faults())
                .containsExactly(TaskFailure.INTERNAL, Shape.TEN_KEYS);
        assertThat(always.always().faults()).containsExactly(Shape.TEN_KEYS);
    }

    @Test
    void countsReadingsAcrossSeveralFaultsOfReading() {
        ChosenFaults faults = choose.forCreate("m", "x [[sim:record-html*2]] [[sim:record-lag]] [[sim:record-cut]]");

        assertThat(IntStream.rangeClosed(1, 4).mapToObj(faults::ofReading))
                .containsExactly(
                        Optional.of(RecordFault.HTML),
                        Optional.of(RecordFault.HTML),
                        Optional.of(RecordFault.CUT),
                        Optional.empty());
    }

    @Test
    void refusesRulesThatMakeNoSense() {
        assertThatThrownBy(() -> FaultRule.of(null, BigDecimal.ZERO, "fail", null))
                .hasMessageContaining("share");
        assertThatThrownBy(() -> FaultRule.of(null, BigDecimal.ONE, "fail", 0)).hasMessageContaining("count");
        assertThatThrownBy(() -> FaultRule.of(null, BigDecimal.ONE, "nope", null))
                .isInstanceOf(UnknownFault.class)
                .hasMessageContaining("callback-twice");
    }
}
