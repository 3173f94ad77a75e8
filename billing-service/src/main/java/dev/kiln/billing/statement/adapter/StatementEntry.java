package dev.kiln.billing.statement.adapter;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.kiln.billing.statement.EntryCursor;
import dev.kiln.contract.Credits;
import io.vertx.mutiny.sqlclient.Row;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** One entry of the ledger as callers see it. */
@Schema(name = "LedgerEntry")
@JsonInclude(JsonInclude.Include.NON_NULL)
record StatementEntry(
        @Schema(description = "What one event changed; the amounts of a booking sum to zero.")
        long bookingId,

        @Schema(description = "Of the booking, from 1.") int line,

        @Schema(description = "The event that was booked.") String eventId,

        @Schema(description = "Absent for what operators booked, as are its sequence, attempt, model and tenant.")
        String generationId,

        @Schema(description = "The event's, of its generation.")
        Long sequence,

        Integer attempt,

        @Schema(description = "Kie's; absent for holds.") String taskId,

        String model,

        @Schema(description = "The Kie account.") String account,

        @Schema(
                description = "A charge debits spend, a hold debits holds; the other two are their contra accounts.",
                enumeration = {"spend", "loss", "prepaid", "holds", "holds-contra", "bought", "unexplained"})
        String ledgerAccount,

        @Schema(
                description = "Credits, exact; a debit is positive.",
                type = SchemaType.STRING,
                implementation = String.class,
                examples = "2.8")
        Credits amount,

        @Schema(
                description = "Where the charge's figure comes from; absent where none was said.",
                enumeration = {"reported", "confirmed", "decided", "computed", "assumed"})
        String basis,

        @Schema(description = "The catalog that the request was priced with.")
        String catalogRevision,

        @Schema(description = "When the event was said.") Instant occurredAt,

        Instant bookedAt,

        @Schema(description = "In UTC: of completion for a charge, of submission for a hold.")
        LocalDate day,

        @Schema(description = "Whether the event charges more than was held for it.")
        boolean aboveHold,

        String tenant) {

    static final List<String> COLUMNS = List.of(
            "bookingId",
            "line",
            "eventId",
            "generationId",
            "sequence",
            "attempt",
            "taskId",
            "model",
            "account",
            "ledgerAccount",
            "amount",
            "basis",
            "catalogRevision",
            "occurredAt",
            "bookedAt",
            "day",
            "aboveHold",
            "tenant");

    static StatementEntry of(Row row) {
        return new StatementEntry(
                row.getLong("booking_id"),
                row.getInteger("line"),
                row.getString("event_id"),
                row.getString("generation_id"),
                row.getLong("sequence"),
                row.getInteger("attempt"),
                row.getString("task_id"),
                row.getString("model"),
                row.getString("account"),
                row.getString("ledger_account"),
                Credits.of(row.getBigDecimal("amount")),
                row.getString("basis"),
                row.getString("catalog_revision"),
                row.getOffsetDateTime("occurred_at").toInstant(),
                row.getOffsetDateTime("booked_at").toInstant(),
                row.getLocalDate("day"),
                row.getBoolean("above_hold"),
                row.getString("tenant"));
    }

    EntryCursor cursor() {
        return new EntryCursor(bookingId, line);
    }

    /** In the order of {@link #COLUMNS}. */
    List<String> cells() {
        return Arrays.asList(
                Long.toString(bookingId),
                Integer.toString(line),
                eventId,
                generationId,
                text(sequence),
                text(attempt),
                taskId,
                model,
                account,
                ledgerAccount,
                amount.toString(),
                basis,
                catalogRevision,
                occurredAt.toString(),
                bookedAt.toString(),
                day.toString(),
                Boolean.toString(aboveHold),
                tenant);
    }

    private static String text(Number number) {
        return number == null ? null : number.toString();
    }
}
