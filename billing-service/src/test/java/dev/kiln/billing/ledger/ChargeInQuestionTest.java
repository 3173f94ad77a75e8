package dev.kiln.billing.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kiln.contract.ChargeBasis;
import dev.kiln.contract.Credits;
import dev.kiln.contract.Envelope;
import dev.kiln.contract.Reason;
import org.junit.jupiter.api.Test;

/** Charges that cannot be believed: set aside with their hold, until a better word comes. */
class ChargeInQuestionTest {

    private final Steps generation = Steps.of("studio", "kling/v2-1-pro");
    private final MemoryLedger ledger = new MemoryLedger();

    @Test
    void parksAChargeOfAHundredTimesTheQuoteWhateverIsKnown() {
        ledger.apply(generation.submitted(2, "10"));

        for (long sequence : new long[] {1, 3}) {
            assertThat(ledger.apply(generation.succeededAbove(sequence, "1000", "10")))
                    .isInstanceOfSatisfying(
                            Verdict.Refused.class,
                            refused -> assertThat(refused.reason()).isEqualTo(Reason.IMPLAUSIBLE_CHARGE));
        }
        assertThat(ledger.balance(LedgerAccount.HOLDS)).isEqualTo(Credits.of("10"));
        assertThat(ledger.apply(generation.succeededAbove(3, "999.999", "10"))).isInstanceOf(Verdict.Booked.class);
    }

    @Test
    void parksWhatIsNoFigureUntilAnOperatorOrTheRecordTells() {
        Envelope unreadable = generation.charged(3, "0", ChargeBasis.UNREADABLE, "10");
        ledger.apply(generation.submitted(2, "10"));

        assertThat(ledger.apply(unreadable))
                .isInstanceOfSatisfying(
                        Verdict.Refused.class,
                        refused -> assertThat(refused.reason()).isEqualTo(Reason.CREDITS_UNREADABLE));
        assertThat(ledger.balance(LedgerAccount.HOLDS)).isEqualTo(Credits.of("10"));
        assertThat(ledger.said()).isEmpty();

        ledger.apply(generation.charged(4, "9", ChargeBasis.DECIDED, "10"));

        assertThat(ledger.balance(LedgerAccount.HOLDS)).isEqualTo(Credits.ZERO);
        assertThat(ledger.balance(LedgerAccount.SPEND)).isEqualTo(Credits.of("9"));
        assertThat(ledger.said()).hasSize(1);
        assertThat(ledger.apply(unreadable)).isInstanceOf(Verdict.Stale.class);
    }

    @Test
    void booksWhatAnOperatorDecidedHoweverMuchItIs() {
        ledger.apply(generation.submitted(2, "10"));
        ledger.apply(generation.charged(3, "1000", ChargeBasis.REPORTED, "10"));
        assertThat(ledger.balance(LedgerAccount.HOLDS)).isEqualTo(Credits.of("10"));

        assertThat(ledger.apply(generation.charged(4, "1000", ChargeBasis.DECIDED, "10")))
                .isInstanceOfSatisfying(
                        Verdict.Booked.class,
                        booked -> assertThat(booked.aboveHold()).isTrue());

        assertThat(ledger.balance(LedgerAccount.HOLDS)).isEqualTo(Credits.ZERO);
        assertThat(ledger.balance(LedgerAccount.SPEND)).isEqualTo(Credits.of("1000"));
        assertThat(ledger.apply(generation.charged(3, "1000", ChargeBasis.REPORTED, "10")))
                .isInstanceOf(Verdict.Stale.class);
    }
}
