package dev.kiln.billing.ledger.adapter;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kiln.backends.BackendsTestResource;
import dev.kiln.billing.ledger.LedgerInput;
import dev.kiln.billing.ledger.Steps;
import dev.kiln.contract.Envelope;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the database itself refuses, whoever asks. */
@QuarkusTest
@QuarkusTestResource(BackendsTestResource.class)
class PgGuardsTest {

    private static final Duration PATIENCE = Duration.ofSeconds(20);

    @Inject
    PgLedger ledger;

    @Inject
    DataSource dataSource;

    private LedgerTables tables;
    private final Steps generation = Steps.of("guarded", "kling/v2-1-pro");

    @BeforeEach
    void lookIntoTheTables() {
        tables = new LedgerTables(dataSource);
    }

    @ParameterizedTest
    @ValueSource(strings = {"applied_event", "task", "booking", "entry"})
    void refusesEveryChangeOfWhatIsBooked(String table) {
        apply(generation.succeeded(3, "10"));

        assertRefused("append-only", "DELETE FROM ledger." + table);
        assertRefused("append-only", "UPDATE ledger." + table + " SET generation_id = 'other'");
        assertRefused("append-only", "TRUNCATE ledger." + table + " CASCADE");
    }

    @Test
    void refusesABookingThatIsEmptyOrOutOfBalance() {
        apply(generation.submitted(2, "10"), generation.inDoubt(1, "10"));
        String booking = "INSERT INTO ledger.booking VALUES (-1, '" + generation.generationId()
                + ".1', 'g', 1, 't', 'm', NULL, 'r', now(), now())";
        String both = "WITH booked AS (" + booking + ") INSERT INTO ledger.entry VALUES "
                + "(-1, 1, 'holds', 'g', 'main', 1, NULL, '2026-11-23', 1, 't', 'm'), "
                + "(-1, 2, 'holds-contra', 'g', 'main', 1, NULL, '2026-11-23', -1, 't', 'm')";

        assertRefused("has no entries", booking);
        assertRefused("out of balance by 2.000", both.replace("-1, 't'", "1, 't'"));
        assertRefused("violates check constraint", both.replace("1, 't'", "1, NULL"));
        assertRefused("of another tenant", both.replace("1, 't', 'm')", "1, 'u', 'm')"));
        assertRefused("of another tenant", both.replace("'holds', 'g'", "'holds', 'h'"));
        assertRefused("violates check constraint", both.replace("'holds',", "'spend',"));
        assertRefused("violates check constraint", both.replace("'holds',", "'bought',"));
    }

    @Test
    void refusesAnEntryThatIsAddedToABalancedBooking() {
        apply(generation.succeeded(3, "10"));

        assertRefused("out of balance", """
                INSERT INTO ledger.entry
                SELECT booking_id, 9, ledger_account, generation_id, account, attempt, task_id, day, amount,
                       tenant, model
                FROM ledger.entry WHERE line = 1 AND generation_id = '%s'""".formatted(generation.generationId()));
    }

    private void apply(Envelope... envelopes) {
        List<LedgerInput> inputs = Stream.of(envelopes)
                .map(envelope -> LedgerInput.of(envelope).orElseThrow())
                .toList();
        ledger.apply(inputs, List.of()).await().atMost(PATIENCE);
    }

    private void assertRefused(String message, String... statements) {
        assertThatThrownBy(() -> tables.execute(statements))
                .isInstanceOf(SQLException.class)
                .hasMessageContaining(message);
    }
}
