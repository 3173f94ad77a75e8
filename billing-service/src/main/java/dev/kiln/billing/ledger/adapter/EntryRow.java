package dev.kiln.billing.ledger.adapter;

import dev.kiln.billing.ledger.Entry;
import jakarta.persistence.Column;
import jakarta.persistence.Embeddable;
import jakarta.persistence.EmbeddedId;
import jakarta.persistence.Entity;
import jakarta.persistence.Table;
import java.math.BigDecimal;
import java.time.LocalDate;

/** One line of a booking. */
@Entity
@Table(schema = "ledger", name = "entry")
class EntryRow {

    @Embeddable
    record Key(
            @Column(name = "booking_id") Long bookingId,
            @Column(name = "line") short line) {}

    @EmbeddedId
    private Key key;

    @Column(name = "ledger_account")
    private String ledgerAccount;

    @Column(name = "generation_id")
    private String generationId;

    private String account;
    private int attempt;

    @Column(name = "task_id")
    private String taskId;

    private String tenant;
    private String model;
    private LocalDate day;

    @Column(precision = 14, scale = 3)
    private BigDecimal amount;

    static EntryRow of(BookingRow booking, int line, Entry entry) {
        EntryRow row = new EntryRow();
        row.key = new Key(booking.id(), (short) line);
        row.ledgerAccount = entry.ledgerAccount().wireName();
        row.generationId = booking.generationId();
        row.tenant = booking.tenant();
        row.model = booking.model();
        row.account = entry.position().account();
        row.attempt = entry.position().attempt();
        row.taskId = entry.position().taskId();
        row.day = entry.position().day();
        row.amount = entry.amount().amount();
        return row;
    }
}
