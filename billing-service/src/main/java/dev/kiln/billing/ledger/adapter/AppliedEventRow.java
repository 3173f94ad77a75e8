package dev.kiln.billing.ledger.adapter;

import dev.kiln.billing.ledger.LedgerInput;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;

/** An event that was applied: it is never applied again. */
@Entity
@Table(schema = "ledger", name = "applied_event")
class AppliedEventRow {

    @Id
    @Column(name = "event_id")
    private String eventId;

    private String source;
    private String type;

    @Column(name = "generation_id")
    private String generationId;

    private long sequence;
    private String result;

    @Column(name = "occurred_at")
    private Instant occurredAt;

    @Column(name = "applied_at")
    private Instant appliedAt;

    static AppliedEventRow of(LedgerInput input, String result, Instant now) {
        AppliedEventRow row = new AppliedEventRow();
        row.eventId = input.eventId();
        row.source = input.envelope().source().toString();
        row.type = input.envelope().type().typeName();
        row.generationId = input.generationId();
        row.sequence = input.sequence();
        row.result = result;
        row.occurredAt = input.occurredAt();
        row.appliedAt = now;
        return row;
    }
}
