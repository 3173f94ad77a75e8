package dev.kiln.monitoring;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The tables and the code name the same metrics; the dispatcher holds its own table by itself. */
class MetricsTableTest {

    @ParameterizedTest
    @ValueSource(strings = {"gateway-service", "callback-service", "billing-service"})
    void namesWhatTheServiceMakes(String service) {
        assertThat(MetricsTable.of(service)).isNotEmpty().isEqualTo(MetersInCode.of(service));
    }

    @Test
    void readsMetersOfEveryKind() {
        assertThat(MetersInCode.of("gateway-service"))
                .contains("kiln_view_lag_seconds", "kiln_view_batch_records", "kiln_gateway_requests_total");
        assertThat(MetersInCode.of("billing-service")).contains("kiln_billing_outbox_age_seconds");
    }
}
