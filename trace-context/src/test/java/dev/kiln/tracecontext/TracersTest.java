package dev.kiln.tracecontext;

import static org.assertj.core.api.Assertions.assertThat;

import io.opentelemetry.sdk.OpenTelemetrySdk;
import org.junit.jupiter.api.Test;

class TracersTest {

    /** As a disabled one is: without an exporter, and recording all the same. */
    private final OpenTelemetrySdk sdk = OpenTelemetrySdk.builder().build();

    @Test
    void whatIsDisabledRecordsNothing() {
        assertThat(Tracers.of(sdk, true).spanBuilder("any").startSpan().isRecording())
                .isFalse();
        assertThat(Tracers.of(sdk, false).spanBuilder("any").startSpan().isRecording())
                .isTrue();
    }
}
