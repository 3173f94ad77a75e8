package dev.kiln.billing.ledger.adapter;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.kiln.billing.ledger.LedgerInput;
import dev.kiln.contract.ContractJson;
import dev.kiln.contract.KilnEvent;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;

/** An event that was applied, whole: it is never applied again, and the ledger can be built again from it. */
@Entity
@Table(schema = "ledger", name = "applied_event")
class AppliedEventRow {

    @Id
    @Column(name = "event_id")
    private String eventId;

    /** Its place in the journal. */
    private Long number;

    private String source;
    private String type;
    private String tenant;

    @Column(name = "generation_id")
    private String generationId;

    private long sequence;
    private String result;

    @Column(name = "occurred_at")
    private Instant occurredAt;

    @Column(name = "applied_at")
    private Instant appliedAt;

    /** The event as JSON. */
    private String data;

    static AppliedEventRow of(Judged judged, String result, Instant now) {
        LedgerInput input = judged.input();
        AppliedEventRow row = new AppliedEventRow();
        row.number = judged.number();
        row.tenant = input.tenant();
        row.data = json(input.envelope().event());
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

    private static String json(KilnEvent event) {
        try {
            return ContractJson.mapper().writeValueAsString(event);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("an event that was read cannot be written", e);
        }
    }
}
