package dev.kiln.tracecontext;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import org.jboss.logging.MDC;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class LogContextTest {

    private final List<Object> seen = new ArrayList<>();

    @AfterEach
    void forget() {
        MDC.clear();
    }

    @Test
    void whatIsLoggedIsAboutTheGenerationAndNothingAfterwards() {
        LogContext.about("gen_1", "studio", this::look);
        look();

        assertThat(seen).containsExactly("gen_1", "studio", null, null);
    }

    @Test
    void whatWasKnownBeforeStandsWhereNothingIsSaidAndAgainAfterwards() {
        MDC.put("tenant", "studio");

        LogContext.about("gen_1", null, this::look);
        look();

        assertThat(seen).containsExactly("gen_1", "studio", null, "studio");
    }

    @Test
    void aFailureLeavesNothingBehind() {
        assertThatThrownBy(() -> LogContext.about("gen_1", "studio", () -> {
                    throw new IllegalStateException("the log is full");
                }))
                .hasMessage("the log is full");
        look();

        assertThat(seen).containsExactly(null, null);
    }

    private void look() {
        seen.add(MDC.get("generationId"));
        seen.add(MDC.get("tenant"));
    }
}
