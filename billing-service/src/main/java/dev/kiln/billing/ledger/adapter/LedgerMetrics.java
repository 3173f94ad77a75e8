package dev.kiln.billing.ledger.adapter;

import dev.kiln.billing.ledger.Entry;
import dev.kiln.billing.ledger.LedgerInput;
import dev.kiln.billing.ledger.Verdict;
import dev.kiln.contract.Envelope;
import dev.kiln.tracecontext.LogContext;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.enterprise.context.ApplicationScoped;
import org.jboss.logging.Logger;

/** What the ledger tells of itself; counted after the commit. */
@ApplicationScoped
class LedgerMetrics {

    private static final Logger LOG = Logger.getLogger(LedgerMetrics.class);

    private final MeterRegistry registry;

    LedgerMetrics(MeterRegistry registry) {
        this.registry = registry;
    }

    void judged(LedgerInput input, Verdict verdict) {
        event(input.envelope().type().typeName(), result(verdict));
        if (verdict instanceof Verdict.Booked booked) {
            booked.entries().forEach(this::entry);
            flag(input, booked);
        }
    }

    /** What is booked and should be looked at. */
    private void flag(LedgerInput input, Verdict.Booked booked) {
        if (booked.aboveHold()) {
            flag("above-hold");
            about(input, () -> LOG.warnf("Event %s charges more than was held for it", input.eventId()));
        }
        if (booked.isLoss()) {
            flag("second-task");
            about(
                    input,
                    () -> LOG.errorf(
                            "Event %s: Kie charged a second task of the generation, which is a loss", input.eventId()));
        }
    }

    private static void about(LedgerInput input, Runnable logging) {
        LogContext.about(input.envelope().event().key(), input.envelope().tenantId(), logging);
    }

    private void flag(String flag) {
        registry.counter("kiln.billing.flagged", "flag", flag).increment();
    }

    void unreadable() {
        event("unknown", "unreadable");
    }

    void skipped() {
        event("unknown", "skipped");
    }

    void failed(Envelope envelope) {
        event(envelope.type().typeName(), "failed");
    }

    void deadLetter(DeadLetter letter) {
        registry.counter("kiln.billing.dead.letters", "topic", letter.record().topic(), "reason", letter.reason())
                .increment();
    }

    /** A batch could not be applied or set aside for now, and is tried again. */
    void retried() {
        registry.counter("kiln.billing.intake.retries").increment();
    }

    private void event(String type, String result) {
        registry.counter("kiln.billing.events", "type", type, "result", result).increment();
    }

    private void entry(Entry entry) {
        registry.counter(
                        "kiln.billing.entries",
                        "ledger_account",
                        entry.ledgerAccount().wireName())
                .increment();
    }

    private static String result(Verdict verdict) {
        return switch (verdict) {
            case Verdict.Booked ignored -> "booked";
            case Verdict.Stale ignored -> "stale";
            case Verdict.Duplicate ignored -> "duplicate";
            case Verdict.Refused ignored -> "refused";
        };
    }
}
