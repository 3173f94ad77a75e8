package dev.kiln.billing.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kiln.contract.BillingEvent;
import dev.kiln.contract.ChargeBasis;
import dev.kiln.contract.CompletionEvent;
import dev.kiln.contract.Credits;
import dev.kiln.contract.CreditsCharged;
import dev.kiln.contract.CreditsCorrected;
import dev.kiln.contract.Envelope;
import dev.kiln.contract.GenerationEvent;
import dev.kiln.contract.SecondTaskFound;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** Random histories with duplicates, disorder, corrections, second tasks and verdicts; a failure names its seed. */
class LedgerOrderTest {

    private static final int HISTORIES = 500;

    @Test
    void everyOrderAndRepetitionLeadsToTheSameBalances() {
        for (int seed = 0; seed < HISTORIES; seed++) {
            List<Envelope> history = RandomHistory.withUnreadable(seed);
            MemoryLedger inOrder = new MemoryLedger().applyAll(history);

            MemoryLedger disordered = new MemoryLedger().applyAll(shuffledWithRepeats(history, seed));

            assertThat(disordered.balances()).as("seed " + seed).isEqualTo(inOrder.balances());
            assertThat(disordered.counts()).as("seed " + seed).isEqualTo(inOrder.counts());
        }
    }

    @Test
    void everyLedgerSumsToZero() {
        for (int seed = 0; seed < HISTORIES; seed++) {
            MemoryLedger ledger =
                    new MemoryLedger().applyAll(shuffledWithRepeats(RandomHistory.withUnreadable(seed), seed));

            Credits sum = ledger.balances().values().stream().reduce(Credits.ZERO, Credits::plus);

            assertThat(sum).as("seed " + seed).isEqualTo(Credits.ZERO);
        }
    }

    @Test
    void whatIsSaidAddsUpToTheSpend() {
        for (int seed = 0; seed < HISTORIES; seed++) {
            MemoryLedger ledger =
                    new MemoryLedger().applyAll(shuffledWithRepeats(RandomHistory.withUnreadable(seed), seed));

            Map<String, Credits> total = new HashMap<>();
            ledger.said().forEach(said -> total.merge(said.key(), saidDifference(said), Credits::plus));

            assertThat(total.values().stream().reduce(Credits.ZERO, Credits::plus))
                    .as("seed " + seed)
                    .isEqualTo(ledger.balance(LedgerAccount.SPEND));
        }
    }

    @Test
    void applyingAllOfItAgainChangesNothing() {
        for (int seed = 0; seed < HISTORIES; seed++) {
            List<Envelope> history = RandomHistory.withUnreadable(seed);
            MemoryLedger ledger = new MemoryLedger().applyAll(shuffledWithRepeats(history, seed));
            Map<String, Credits> before = Map.copyOf(ledger.balances());
            int said = ledger.said().size();

            for (Envelope envelope : shuffledWithRepeats(history, seed + 1)) {
                Verdict verdict = ledger.apply(envelope);
                if (isUnreadable(envelope)) {
                    assertThat(verdict).as("seed " + seed).isNotInstanceOf(Verdict.Booked.class);
                } else {
                    assertThat(verdict).as("seed " + seed).isInstanceOf(Verdict.Duplicate.class);
                }
            }

            assertThat(ledger.balances()).as("seed " + seed).isEqualTo(before);
            assertThat(ledger.said()).as("seed " + seed).hasSize(said);
        }
    }

    @Test
    void endsWithTheNewestWordOfKieOnEachTask() {
        for (int seed = 0; seed < HISTORIES; seed++) {
            List<Envelope> history = RandomHistory.withUnreadable(seed);

            MemoryLedger ledger = new MemoryLedger().applyAll(shuffledWithRepeats(history, seed));

            assertThat(charges(ledger)).as("seed " + seed).isEqualTo(truth(history));
        }
    }

    /** By ledger account and task. */
    private static Map<String, Credits> charges(MemoryLedger ledger) {
        Map<String, Credits> charges = new TreeMap<>();
        ledger.balances().forEach((key, amount) -> {
            String[] parts = key.split(" ");
            if (parts[0].equals("spend") || parts[0].equals("loss")) {
                charges.merge(parts[0] + " " + parts[4], amount, Credits::plus);
            }
        });
        return charges;
    }

    /** Worked out from the whole history at once: who pays for a task, and how much, by its record or newest completion. */
    private static Map<String, Credits> truth(List<Envelope> history) {
        Map<String, GenerationEvent> newest = new HashMap<>();
        Map<String, CompletionEvent> newestOfTask = new HashMap<>();
        Map<String, SecondTaskFound> proven = new HashMap<>();
        for (Envelope envelope : history) {
            GenerationEvent event = (GenerationEvent) envelope.event();
            if (isUnreadable(envelope)) {
                continue;
            }
            if (event instanceof SecondTaskFound found) {
                proven.put(found.submission().taskId(), found);
                continue;
            }
            newest.put(event.generationId(), event);
            if (event instanceof CompletionEvent end && end.submission() != null) {
                newestOfTask.put(end.submission().taskId(), end);
            }
        }
        Map<String, Credits> truth = new TreeMap<>();
        newestOfTask.forEach((task, end) -> {
            boolean ended = newest.get(end.generationId()) instanceof CompletionEvent last && last.submission() != null;
            if (ended && end.charge() != null && !end.charge().credits().isZero()) {
                boolean pays = newest.get(end.generationId()) == end;
                truth.put((pays ? "spend " : "loss ") + task, end.charge().credits());
            }
        });
        proven.forEach((task, found) -> {
            boolean pays = newest.get(found.generationId()) instanceof CompletionEvent last
                    && last.submission() != null
                    && last.submission().taskId().equals(task);
            if (!pays) {
                truth.put("loss " + task, found.charge().credits());
            }
        });
        truth.values().removeIf(Credits::isZero);
        return truth;
    }

    private static boolean isUnreadable(Envelope envelope) {
        return LedgerInput.of(envelope).orElseThrow().basis() == ChargeBasis.UNREADABLE;
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
