package dev.kiln.stack.chaos;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class ChaosSizeTest {
    @Test
    void givesALongRunTheTimeThatItsKillsTakeAndSoFewCreatesThatWorkAlwaysWaits() {
        var size = ChaosSize.ofALongRun(20_000, 300, 4, 3);
        var seconds = size.faults().length().toSeconds();
        var most = size.accounts() * size.limit() * seconds / size.window().toSeconds();

        assertThat(seconds).isEqualTo(2100);
        assertThat(most).isBetween(24_000L, 28_000L);
        assertThat(size.arrivals()).isLessThan(size.faults().length());
    }

    @Test
    void keepsASlotTakenForLongerThanAFrozenSenderCouldStillSend() {
        for (var size : new ChaosSize[] {
            ChaosSize.ofALongRun(20_000, 300, 4, 3), ChaosSize.ofARound(150, 6, Duration.ofSeconds(45))
        }) {
            var longest =
                    size.faults().freeze().plusSeconds(3).plus(size.answer()).plus(size.window());
            assertThat(size.unanswered()).isGreaterThan(longest);
        }
    }

    @Test
    void namesWhatIsTooSmall() {
        assertThatThrownBy(() -> ChaosSize.ofALongRun(0, 1, 1, 1)).hasMessageContaining("--requests");
        assertThatThrownBy(() -> ChaosSize.ofALongRun(1, -1, 1, 1)).hasMessageContaining("--kills");
        assertThatThrownBy(() -> ChaosSize.ofALongRun(1, 1, 0, 1)).hasMessageContaining("--accounts");
        assertThatThrownBy(() -> ChaosSize.ofALongRun(1, 1, 1, 0)).hasMessageContaining("--dispatchers");
    }
}
