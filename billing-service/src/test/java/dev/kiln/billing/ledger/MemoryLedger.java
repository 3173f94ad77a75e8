package dev.kiln.billing.ledger;

import dev.kiln.contract.BillingEvent;
import dev.kiln.contract.Credits;
import dev.kiln.contract.Envelope;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** The ledger without a database: what is booked and said, and the balances that it comes to. */
public final class MemoryLedger {

    static final Instant NOW = Instant.parse("2026-11-23T01:00:00Z");

    private final ApplyEvents events = new ApplyEvents(Map.of(), Set.of(), Map.of());
    private final Map<String, Credits> balances = new TreeMap<>();
    private final Map<String, Integer> counts = new TreeMap<>();
    private final List<BillingEvent> said = new ArrayList<>();

    public Verdict apply(Envelope envelope) {
        LedgerInput input = LedgerInput.of(envelope).orElseThrow();
        Verdict verdict = events.apply(input, NOW);
        if (verdict instanceof Verdict.Booked booked) {
            Credits sum = booked.entries().stream().map(Entry::amount).reduce(Credits.ZERO, Credits::plus);
            if (!sum.isZero()) {
                throw new AssertionError("out of balance by " + sum);
            }
            booked.entries().forEach(entry -> add(input, entry));
            count(booked.before(), -1);
            count(booked.after(), 1);
            booked.announcement().ifPresent(said::add);
        }
        return verdict;
    }

    public MemoryLedger applyAll(Iterable<Envelope> envelopes) {
        envelopes.forEach(this::apply);
        return this;
    }

    /** By ledger account, tenant, model, Kie account, task and day; without zeros. */
    public Map<String, Credits> balances() {
        return balances;
    }

    /** Completed generations by tenant, model and day. */
    Map<String, Integer> counts() {
        return counts;
    }

    Credits balance(LedgerAccount account) {
        return balances.entrySet().stream()
                .filter(balance -> balance.getKey().startsWith(account.wireName() + " "))
                .map(Map.Entry::getValue)
                .reduce(Credits.ZERO, Credits::plus);
    }

    List<BillingEvent> said() {
        return said;
    }

    private void add(LedgerInput input, Entry entry) {
        String key = String.join(
                " ",
                entry.ledgerAccount().wireName(),
                input.tenant(),
                input.model(),
                entry.position().account(),
                String.valueOf(entry.position().taskId()),
                entry.position().day().toString());
        balances.merge(key, entry.amount(), Credits::plus);
        balances.values().removeIf(Credits::isZero);
    }

    private void count(BookedGeneration generation, int by) {
        if (generation.counted() != null) {
            String key = String.join(
                    " ",
                    generation.tenant(),
                    generation.model(),
                    generation.counted().day().toString());
            counts.merge(key, by, Integer::sum);
            counts.values().removeIf(count -> count == 0);
        }
    }
}
