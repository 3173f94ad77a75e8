package dev.kiln.dispatcher.submit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class SendLimitsTest {

    @Test
    void aSlotOutlastsTheLongestSend() {
        assertThat(new SendLimits(Duration.ofSeconds(15), Duration.ofSeconds(60)).slot())
                .isEqualTo(Duration.ofSeconds(60));
        assertThatThrownBy(() -> new SendLimits(Duration.ofSeconds(15), Duration.ofSeconds(20)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("kiln.submit.slot-unanswered is PT20S, but must be longer than PT20S")
                .hasMessageContaining("kiln.kie.answer-timeout (PT15S)");
    }
}
