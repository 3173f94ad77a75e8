package dev.kiln.billing.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kiln.contract.Credits;
import dev.kiln.contract.Reason;
import org.junit.jupiter.api.Test;

/** What tasks of a generation took besides the one that ended it. */
class FurtherTaskTest {

    private final Steps generation = Steps.of("studio", "kling/v2-1-pro");
    private final MemoryLedger ledger = new MemoryLedger();

    @Test
    void booksWhatASecondTaskTookAsALoss() {
        Steps second = generation.withTask("second-" + generation.taskId());
        ledger.apply(generation.submitted(2, "10"));
        ledger.apply(generation.succeeded(3, "10"));

        assertThat(ledger.apply(second.succeeded(5, "4")))
                .isInstanceOfSatisfying(
                        Verdict.Booked.class,
                        booked -> assertThat(booked.isLoss()).isTrue());

        assertThat(ledger.balance(LedgerAccount.SPEND)).isEqualTo(Credits.of("4"));
        assertThat(ledger.balance(LedgerAccount.LOSS)).isEqualTo(Credits.of("10"));
        assertThat(ledger.balance(LedgerAccount.PREPAID)).isEqualTo(Credits.of("-14"));
    }

    @Test
    void countsAsLostWhatTheNewestWordOnASecondTaskSays() {
        Steps second = generation.withTask("second-" + generation.taskId());
        ledger.apply(generation.succeeded(9, "10"));
        ledger.apply(second.succeeded(5, "4"));
        ledger.apply(second.succeeded(3, "40"));
        assertThat(ledger.balance(LedgerAccount.LOSS)).isEqualTo(Credits.of("4"));

        ledger.apply(second.failed(6, "0"));

        assertThat(ledger.balance(LedgerAccount.LOSS)).isEqualTo(Credits.ZERO);
        assertThat(ledger.balance(LedgerAccount.SPEND)).isEqualTo(Credits.of("10"));
    }

    @Test
    void booksAProvenFurtherTaskAsALossWhateverBecameOfTheGeneration() {
        Steps second = generation.withTask("second-" + generation.taskId());
        ledger.apply(generation.submitted(2, "10"));

        assertThat(ledger.apply(second.foundBesides("8")))
                .isInstanceOfSatisfying(
                        Verdict.Booked.class,
                        booked -> assertThat(booked.isLoss()).isTrue());
        assertThat(ledger.balance(LedgerAccount.LOSS)).isEqualTo(Credits.of("8"));
        assertThat(ledger.balance(LedgerAccount.HOLDS)).isEqualTo(Credits.of("10"));
        assertThat(ledger.apply(second.foundBesides("8"))).isInstanceOf(Verdict.Duplicate.class);

        ledger.apply(generation.succeeded(3, "10"));
        assertThat(ledger.balance(LedgerAccount.LOSS)).isEqualTo(Credits.of("8"));
        assertThat(ledger.balance(LedgerAccount.SPEND)).isEqualTo(Credits.of("10"));
        assertThat(ledger.balance(LedgerAccount.PREPAID)).isEqualTo(Credits.of("-18"));
        assertThat(ledger.said()).hasSize(1);
    }

    @Test
    void takesTheLatestWordOfKiesRecordOnAFurtherTask() {
        ledger.apply(generation.foundBesides("8", Steps.COMPLETED));

        assertThat(ledger.apply(generation.foundBesides("9", Steps.SUBMITTED))).isInstanceOf(Verdict.Stale.class);
        ledger.apply(generation.foundBesides("2.5", Steps.COMPLETED.plusSeconds(1)));

        assertThat(ledger.balance(LedgerAccount.LOSS)).isEqualTo(Credits.of("2.5"));
        assertThat(ledger.apply(generation.withTenant("shop").succeeded(3, "10")))
                .isEqualTo(
                        new Verdict.Refused(Reason.CONFLICT, "the generation is known with another tenant or model"));
    }

    @Test
    void chargesTheTenantForAProvenTaskThatTurnsOutToBeItsOwn() {
        ledger.apply(generation.foundBesides("8"));
        ledger.apply(generation.succeeded(3, "10"));

        assertThat(ledger.balance(LedgerAccount.LOSS)).isEqualTo(Credits.ZERO);
        assertThat(ledger.balance(LedgerAccount.SPEND)).isEqualTo(Credits.of("10"));
    }

    @Test
    void refusesAProvenTaskThatMakesNoSense() {
        ledger.apply(generation.succeeded(3, "10"));

        assertThat(ledger.apply(generation.withTask("other").foundBesides("1000")))
                .isInstanceOfSatisfying(
                        Verdict.Refused.class,
                        refused -> assertThat(refused.reason()).isEqualTo(Reason.IMPLAUSIBLE_CHARGE));
        assertThat(ledger.apply(Steps.of("studio", "kling/v2-1-pro")
                        .withTask(generation.taskId())
                        .foundBesides("10")))
                .isEqualTo(new Verdict.Refused(Reason.CONFLICT, "the task is charged to another generation"));
        assertThat(ledger.balance(LedgerAccount.LOSS)).isEqualTo(Credits.ZERO);
    }
}
