package dev.kiln.simulator.pace;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class PaceTest {

    private final Pace pace = new Pace(new BigDecimal("60"));

    @Test
    void dividesDurationsByTheFactor() {
        assertThat(pace.of(Duration.ofHours(3))).isEqualTo(Duration.ofMinutes(3));
        assertThat(pace.of(Duration.ofDays(60))).isEqualTo(Duration.ofDays(1));
        assertThat(new Pace(new BigDecimal("0.5")).of(Duration.ofSeconds(2))).isEqualTo(Duration.ofSeconds(4));
    }

    @Test
    void leavesNoDurationWithoutLength() {
        assertThat(pace.of(Duration.ofMillis(1))).isEqualTo(Duration.ofMillis(1));
        assertThat(pace.of(Duration.ZERO)).isZero();
    }

    @Test
    void hasPatienceWithTheNetwork() {
        assertThat(pace.ofPatience(Duration.ofSeconds(15))).isEqualTo(Duration.ofMillis(500));
        assertThat(pace.ofPatience(Duration.ofMinutes(2))).isEqualTo(Duration.ofSeconds(2));
        assertThat(pace.ofPatience(Duration.ofMillis(200))).isEqualTo(Duration.ofMillis(200));
    }

    @Test
    void refusesToStandStill() {
        assertThatThrownBy(() -> new Pace(BigDecimal.ZERO)).hasMessageContaining("kie-simulator.time-factor");
    }
}
