package dev.kiln.dispatcher.task;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class BreakerTest {

    @Test
    void restsFromTheThirdDoubtInARowOnLongerEachTimeUpToTenMinutes() {
        assertThat(Breaker.pauseAfter(2)).isEmpty();
        assertThat(Breaker.pauseAfter(3)).contains(Duration.ofSeconds(10));
        assertThat(Breaker.pauseAfter(4)).contains(Duration.ofSeconds(20));
        assertThat(Breaker.pauseAfter(7)).contains(Duration.ofSeconds(160));
        assertThat(Breaker.pauseAfter(8)).contains(Duration.ofSeconds(320));
        assertThat(Breaker.pauseAfter(9)).contains(Duration.ofMinutes(10));
        assertThat(Breaker.pauseAfter(Integer.MAX_VALUE)).contains(Duration.ofMinutes(10));
    }
}
