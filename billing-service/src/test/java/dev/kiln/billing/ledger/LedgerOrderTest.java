package dev.kiln.billing.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kiln.contract.BillingEvent;
import dev.kiln.contract.Credits;
import dev.kiln.contract.CreditsCharged;
import dev.kiln.contract.CreditsCorrected;
import dev.kiln.contract.Envelope;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Random histories with duplicates and disorder; a failure names its seed. */
class LedgerOrderTest {

    private static final int HISTORIES = 500;

    @Test
    void everyOrderAndRepetitionLeadsToTheSameBalances() {
        for (int seed = 0; seed < HISTORIES; seed++) {
            List<Envelope> history = RandomHistory.of(seed);
            MemoryLedger inOrder = new MemoryLedger().applyAll(history);

            MemoryLedger disordered = new MemoryLedger().applyAll(shuffledWithRepeats(history, seed));

            assertThat(disordered.balances()).as("seed " + seed).isEqualTo(inOrder.balances());
            assertThat(disordered.counts()).as("seed " + seed).isEqualTo(inOrder.counts());
        }
    }

    @Test
    void everyLedgerSumsToZero() {
        for (int seed = 0; seed < HISTORIES; seed++) {
            MemoryLedger ledger = new MemoryLedger().applyAll(shuffledWithRepeats(RandomHistory.of(seed), seed));

            Credits sum = ledger.balances().values().stream().reduce(Credits.ZERO, Credits::plus);

            assertThat(sum).as("seed " + seed).isEqualTo(Credits.ZERO);
        }
    }

    @Test
    void whatIsSaidAddsUpToTheSpend() {
        for (int seed = 0; seed < HISTORIES; seed++) {
            MemoryLedger ledger = new MemoryLedger().applyAll(shuffledWithRepeats(RandomHistory.of(seed), seed));

            Map<String, Credits> total = new HashMap<>();
            ledger.said().forEach(said -> total.merge(said.key(), saidDifference(said), Credits::plus));

            assertThat(total.values().stream().reduce(Credits.ZERO, Credits::plus))
                    .as("seed " + seed)
                    .isEqualTo(ledger.balance(LedgerAccount.SPEND));
        }
    }

    private static Credits saidDifference(BillingEvent said) {
        return said instanceof CreditsCharged charged
                ? charged.charge().credits()
                : ((CreditsCorrected) said).difference();
    }

    private static List<Envelope> shuffledWithRepeats(List<Envelope> history, int seed) {
        Random random = new Random(seed);
        List<Envelope> delivered = new ArrayList<>(history);
        history.forEach(envelope -> {
            for (int repeats = random.nextInt(3); repeats > 0; repeats--) {
                delivered.add(envelope);
            }
        });
        Collections.shuffle(delivered, random);
        return delivered;
    }
}
