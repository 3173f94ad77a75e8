package dev.kiln.simulator.fault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kiln.simulator.fault.FaultMarkers.Marked;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FaultMarkersTest {

    @Test
    void findsNothingInAPlainPrompt() {
        assertThat(FaultMarkers.in("a lamp [[really]] [sim:fail]")).isEmpty();
    }

    @Test
    void readsEveryFaultByItsWord() {
        assertThat(Fault.all())
                .allSatisfy(fault -> assertThat(FaultMarkers.in("a lamp [[sim:" + fault.marker() + "]]"))
                        .containsExactly(new Marked(fault, 1)));
        assertThat(Fault.all()).extracting(Fault::marker).doesNotHaveDuplicates();
    }

    @Test
    void readsSeveralMarkersAndTheirCounts() {
        assertThat(FaultMarkers.in("[[sim:429*2]] a lamp [[sim:reset-after-store]][[sim:callback-lost]]"))
                .containsExactly(
                        new Marked(CreateRefusal.RATE, 2),
                        new Marked(TransportFault.RESET_AFTER_STORE, 1),
                        new Marked(CallbackFault.LOST, 1));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "[[sim:nonsense]]",
                "[[sim:]]",
                "[[sim:429*0]]",
                "[[sim:429*x]]",
                "[[sim:FAIL]]",
                "[[sim:fail",
                "[[sim:two words]]",
                "[[sim:fail*2]]",
                "[[sim:images-0]]",
                "[[sim:images-01]]",
                "[[sim:images-]]",
                "[[sim:images-2*2]]"
            })
    void refusesWhatOnlyLooksLikeAMarker(String prompt) {
        assertThatThrownBy(() -> FaultMarkers.in("my secret prompt " + prompt))
                .isInstanceOf(UnknownFault.class)
                .hasMessageStartingWith("simulator: ")
                .hasMessageNotContaining("secret");
    }
}
