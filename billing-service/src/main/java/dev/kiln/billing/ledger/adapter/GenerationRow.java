package dev.kiln.billing.ledger.adapter;

import dev.kiln.billing.ledger.Announced;
import dev.kiln.billing.ledger.BookedGeneration;
import dev.kiln.billing.ledger.Counted;
import dev.kiln.billing.ledger.OtherTask;
import dev.kiln.billing.ledger.Position;
import dev.kiln.billing.ledger.Priced;
import dev.kiln.contract.Credits;
import dev.kiln.contract.Submission;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Map;

/** How far a generation's events are applied; locked while more of them are. Its balances are in the ledger alone. */
@Entity
@Table(schema = "working", name = "generation")
class GenerationRow {

    @Id
    @Column(name = "generation_id")
    private String generationId;

    private String tenant;
    private String model;
    private long sequence;

    @Column(name = "counted_day")
    private LocalDate countedDay;

    @Column(name = "counted_account")
    private String countedAccount;

    @Column(name = "announced_event_id")
    private String announcedEventId;

    @Column(name = "announced_credits", precision = 14, scale = 3)
    private BigDecimal announcedCredits;

    @Column(name = "announced_attempt")
    private Integer announcedAttempt;

    @Column(name = "announced_account")
    private String announcedAccount;

    @Column(name = "announced_task_id")
    private String announcedTaskId;

    @Column(name = "announced_submitted_at")
    private Instant announcedSubmittedAt;

    @Column(name = "announced_charged_at")
    private Instant announcedCountedAt;

    @Column(name = "ended_task_id")
    private String endedTaskId;

    @Column(name = "has_other_tasks")
    private boolean otherTasks;

    @Column(name = "priced_day")
    private LocalDate pricedDay;

    @Column(name = "priced_revision")
    private String pricedRevision;

    @Column(name = "priced_quote", precision = 14, scale = 3)
    private BigDecimal pricedQuote;

    @Column(name = "priced_charge", precision = 14, scale = 3)
    private BigDecimal pricedCharge;

    String generationId() {
        return generationId;
    }

    boolean hasOtherTasks() {
        return otherTasks;
    }

    BookedGeneration with(Map<Position, Credits> positions, Map<String, OtherTask> others) {
        return new BookedGeneration(
                tenant, model, sequence, positions, counted(), announced(), endedTaskId, others, priced());
    }

    void become(BookedGeneration after) {
        tenant = after.tenant();
        model = after.model();
        sequence = after.sequence();
        endedTaskId = after.endedTask();
        otherTasks = !after.others().isEmpty();
        Priced priced = after.priced();
        pricedDay = priced == null ? null : priced.day();
        pricedRevision = priced == null ? null : priced.catalogRevision();
        pricedQuote = priced == null ? null : priced.quote().amount();
        pricedCharge = priced == null ? null : priced.charge().amount();
        Counted counted = after.counted();
        countedDay = counted == null ? null : counted.day();
        countedAccount = counted == null ? null : counted.account();
        if (after.announced() != null) {
            remember(after.announced());
        }
    }

    private Priced priced() {
        return pricedDay == null
                ? null
                : new Priced(pricedDay, pricedRevision, Credits.of(pricedQuote), Credits.of(pricedCharge));
    }

    private Counted counted() {
        return countedDay == null ? null : new Counted(countedDay, countedAccount);
    }

    private Announced announced() {
        return announcedEventId == null
                ? null
                : new Announced(
                        announcedEventId,
                        new Submission(announcedAttempt, announcedAccount, announcedTaskId, announcedSubmittedAt),
                        Credits.of(announcedCredits),
                        announcedCountedAt);
    }

    private void remember(Announced announced) {
        announcedEventId = announced.eventId();
        announcedCredits = announced.credits().amount();
        announcedAttempt = announced.submission().attempt();
        announcedAccount = announced.submission().account();
        announcedTaskId = announced.submission().taskId();
        announcedSubmittedAt = announced.submission().submittedAt();
        announcedCountedAt = announced.countedAt();
    }
}
