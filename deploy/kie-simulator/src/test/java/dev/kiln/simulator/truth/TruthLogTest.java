package dev.kiln.simulator.truth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kiln.simulator.truth.TruthEntry.StateEntered;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class TruthLogTest {

    private final List<TruthLine> copy = new ArrayList<>();
    private final TruthLog log = new TruthLog(Clock.systemUTC(), 3, copy::add);

    @Test
    void numbersItsLinesAndPages() {
        add(3);

        assertThat(log.after(0, 2)).extracting(TruthLine::seq).containsExactly(1L, 2L);
        assertThat(log.after(2, 2)).extracting(TruthLine::seq).containsExactly(3L);
        assertThat(log.after(3, 2)).isEmpty();
    }

    @Test
    void saysSoWhenTheLinesAskedForHaveFallenOut() {
        add(5);

        assertThat(log.after(2, 9)).hasSize(3);
        assertThatThrownBy(() -> log.after(1, 9)).hasMessageContaining("lines up to 2");
        assertThat(copy).hasSize(5);
    }

    private void add(int lines) {
        for (int i = 0; i < lines; i++) {
            log.add(new StateEntered("t" + i, "waiting"));
        }
    }
}
