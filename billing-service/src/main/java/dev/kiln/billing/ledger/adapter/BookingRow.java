package dev.kiln.billing.ledger.adapter;

import dev.kiln.billing.ledger.LedgerInput;
import dev.kiln.contract.CompletionEvent;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.SequenceGenerator;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.Locale;

/** What one event changed; its entries sum to zero. */
@Entity
@Table(schema = "ledger", name = "booking")
class BookingRow {

    @Id
    @GeneratedValue(strategy = GenerationType.SEQUENCE, generator = "booking_id")
    @SequenceGenerator(name = "booking_id", schema = "ledger", sequenceName = "booking_id", allocationSize = 50)
    private Long id;

    @Column(name = "event_id")
    private String eventId;

    @Column(name = "generation_id")
    private String generationId;

    private long sequence;
    private String tenant;
    private String model;
    private String basis;

    @Column(name = "catalog_revision")
    private String catalogRevision;

    @Column(name = "occurred_at")
    private Instant occurredAt;

    @Column(name = "booked_at")
    private Instant bookedAt;

    static BookingRow of(LedgerInput input, Instant now) {
        BookingRow row = new BookingRow();
        row.eventId = input.eventId();
        row.generationId = input.generationId();
        row.sequence = input.sequence();
        row.tenant = input.tenant();
        row.model = input.model();
        row.basis = input.completion()
                .map(CompletionEvent::charge)
                .map(charge -> charge.basis().name().toLowerCase(Locale.ROOT))
                .orElse(null);
        row.catalogRevision = input.request().catalogRevision();
        row.occurredAt = input.occurredAt();
        row.bookedAt = now;
        return row;
    }

    Long id() {
        return id;
    }

    String generationId() {
        return generationId;
    }

    String tenant() {
        return tenant;
    }

    String model() {
        return model;
    }
}
