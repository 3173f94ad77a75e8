package dev.kiln.billing.ledger.adapter;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kiln.backends.BackendsTestResource;
import dev.kiln.billing.ledger.LedgerInput;
import dev.kiln.billing.ledger.Steps;
import dev.kiln.billing.ledger.Verdict;
import dev.kiln.contract.Envelope;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Inject;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import javax.sql.DataSource;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(BackendsTestResource.class)
class PgSpendTest {

    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final int ROUNDS = 10;
    private static final int AT_A_TIME = 6;

    @Inject
    PgLedger ledger;

    @Inject
    DataSource dataSource;

    private LedgerTables tables;

    @BeforeEach
    void lookIntoTheTables() {
        tables = new LedgerTables(dataSource);
    }

    /** None of the batches sees what the others charge, and together they come to just half of the limit. */
    @Test
    void saysAThresholdOnceThatOnlyBatchesAtTheSameTimePassTogether() throws SQLException {
        for (int round = 0; round < ROUNDS; round++) {
            String tenant = "crowd-" + round;
            tables.execute("INSERT INTO working.budgets VALUES ('" + tenant
                    + "', 1, 'UTC', '[{\"period\":\"day\",\"limit\":\"12\",\"hard\":true}]', 'ada', now())");
            List<Uni<List<Verdict>>> batches = IntStream.range(0, AT_A_TIME)
                    .mapToObj(i -> Steps.of(tenant, "model-" + i).succeeded(3, "1"))
                    .map(this::applied)
                    .toList();

            Uni.join().all(batches).andFailFast().await().atMost(PATIENCE);

            assertThat(tables.lines("SELECT event_id FROM working.threshold_reached WHERE event_id LIKE 'budget."
                            + tenant + ".%'"))
                    .containsExactly("budget." + tenant + ".*.day.2026-11-22.12.50");
            assertThat(tables.lines("SELECT trim_scale(spent) FROM working.spend WHERE model = '' AND period = 'day'"
                            + " AND tenant = '" + tenant + "'"))
                    .containsExactly("6");
        }
        assertThat(tables.sumsOutOfStep()).isEmpty();
    }

    private Uni<List<Verdict>> applied(Envelope envelope) {
        return ledger.apply(List.of(LedgerInput.of(envelope).orElseThrow()), List.of());
    }
}
