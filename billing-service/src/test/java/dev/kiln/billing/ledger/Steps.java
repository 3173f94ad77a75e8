package dev.kiln.billing.ledger;

import dev.kiln.contract.Asset;
import dev.kiln.contract.Cause;
import dev.kiln.contract.Charge;
import dev.kiln.contract.ChargeBasis;
import dev.kiln.contract.Credits;
import dev.kiln.contract.Envelope;
import dev.kiln.contract.Estimate;
import dev.kiln.contract.Failure;
import dev.kiln.contract.GenerationCanceled;
import dev.kiln.contract.GenerationEvent;
import dev.kiln.contract.GenerationFailed;
import dev.kiln.contract.GenerationIds;
import dev.kiln.contract.GenerationInDoubt;
import dev.kiln.contract.GenerationParked;
import dev.kiln.contract.GenerationRequeued;
import dev.kiln.contract.GenerationSubmitted;
import dev.kiln.contract.GenerationSucceeded;
import dev.kiln.contract.Reason;
import dev.kiln.contract.RequestSummary;
import dev.kiln.contract.SecondTaskFound;
import dev.kiln.contract.Submission;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** The dispatcher's events of one generation, as a rule submitted on 22 November and completed on the 23rd, in UTC. */
public record Steps(
        String generationId, String tenant, String model, String taskId, String account, Instant submittedAt) {

    public static final Instant SUBMITTED = Instant.parse("2026-11-22T23:50:00Z");
    public static final Instant COMPLETED = Instant.parse("2026-11-23T00:10:00Z");

    private static final Cause CAUSE = new Cause(Reason.NO_CLEAR_ANSWER, "for the test");

    /** A generation of its own, with a task of its own. */
    public static Steps of(String tenant, String model) {
        String unique = UUID.randomUUID().toString();
        String id = GenerationIds.ofRequest(tenant, "/test", unique);
        return new Steps(id, tenant, model, "task-" + unique, "main", SUBMITTED);
    }

    public Steps withTask(String otherTaskId) {
        return new Steps(generationId, tenant, model, otherTaskId, account, submittedAt);
    }

    public Steps withTenant(String otherTenant) {
        return new Steps(generationId, otherTenant, model, taskId, account, submittedAt);
    }

    public Steps onAccount(String otherAccount) {
        return new Steps(generationId, tenant, model, taskId, otherAccount, submittedAt);
    }

    public Steps submittedAt(Instant otherTime) {
        return new Steps(generationId, tenant, model, taskId, account, otherTime);
    }

    public Envelope submitted(long sequence, String hold) {
        return said(sequence, new GenerationSubmitted(generationId, sequence, request(), submission(), estimate(hold)));
    }

    public Envelope inDoubt(long sequence, String hold) {
        Submission unanswered = new Submission(1, account, null, submittedAt);
        return said(
                sequence,
                new GenerationInDoubt(generationId, sequence, request(), unanswered, estimate(hold), CAUSE, COMPLETED));
    }

    public Envelope parked(long sequence, String hold) {
        return said(
                sequence, new GenerationParked(generationId, sequence, request(), submission(), estimate(hold), CAUSE));
    }

    public Envelope requeued(long sequence) {
        return said(
                sequence, new GenerationRequeued(generationId, sequence, request(), submission(), CAUSE, COMPLETED));
    }

    public Envelope succeeded(long sequence, String credits) {
        return succeeded(sequence, credits, COMPLETED);
    }

    public Envelope succeeded(long sequence, String credits, Instant completedAt) {
        List<Asset> assets =
                List.of(new Asset("https://files.invalid/1.png", "image", completedAt.plus(Duration.ofHours(24))));
        return said(
                sequence,
                new GenerationSucceeded(
                        generationId,
                        sequence,
                        null,
                        request(),
                        submission(),
                        estimate(credits),
                        charge(credits),
                        assets,
                        completedAt));
    }

    /** Charged more, or less, than was held and quoted. */
    public Envelope succeededAbove(long sequence, String credits, String hold) {
        return charged(sequence, credits, ChargeBasis.REPORTED, hold);
    }

    /** The same by another's word. */
    public Envelope charged(long sequence, String credits, ChargeBasis basis, String hold) {
        GenerationSucceeded plain =
                (GenerationSucceeded) succeeded(sequence, credits).event();
        return said(
                sequence,
                new GenerationSucceeded(
                        generationId,
                        sequence,
                        null,
                        plain.request(),
                        plain.submission(),
                        estimate(hold),
                        new Charge(Credits.of(credits), basis),
                        plain.assets(),
                        plain.completedAt()));
    }

    /** Kie reported success and no file. */
    public Envelope withoutResult(long sequence, String credits) {
        return said(
                sequence,
                new GenerationFailed(
                        generationId,
                        sequence,
                        null,
                        request(),
                        submission(),
                        estimate(credits),
                        charge(credits),
                        new Failure(Reason.NO_RESULT, "for the test", true, true),
                        List.of(),
                        COMPLETED));
    }

    /** The credits may be null: nothing is known of a charge. */
    public Envelope failed(long sequence, String credits) {
        return failed(sequence, credits, submission());
    }

    /** Kie named no figure: none was taken, as far as is known. */
    public Envelope failedAssumed(long sequence) {
        return said(
                sequence,
                new GenerationFailed(
                        generationId,
                        sequence,
                        null,
                        request(),
                        submission(),
                        estimate("10"),
                        new Charge(Credits.ZERO, ChargeBasis.ASSUMED),
                        new Failure(Reason.TASK_FAILED, "for the test", true, false),
                        List.of(),
                        COMPLETED));
    }

    public Envelope failedUnsubmitted(long sequence) {
        return failed(sequence, null, null);
    }

    public Envelope failed(long sequence, String credits, Submission submission) {
        return said(
                sequence,
                new GenerationFailed(
                        generationId,
                        sequence,
                        null,
                        request(),
                        submission,
                        estimate("10"),
                        charge(credits),
                        new Failure(Reason.TASK_FAILED, "for the test", true, credits != null),
                        List.of(),
                        COMPLETED));
    }

    public Envelope canceled(long sequence, String credits) {
        return said(
                sequence,
                new GenerationCanceled(
                        generationId,
                        sequence,
                        null,
                        request(),
                        submission(),
                        estimate(credits),
                        charge(credits),
                        COMPLETED));
    }

    /** Kie's record proves this task to be a further one of the generation's. */
    public Envelope foundBesides(String credits) {
        return foundBesides(credits, COMPLETED);
    }

    public Envelope foundBesides(String credits, Instant foundAt) {
        SecondTaskFound found =
                new SecondTaskFound(generationId, request(), submission(), estimate("10"), charge(credits), foundAt);
        return new Envelope(found.id(), Envelope.DISPATCHER, COMPLETED, tenant, found);
    }

    public Envelope said(long sequence, GenerationEvent event) {
        return new Envelope(generationId + "." + sequence, Envelope.DISPATCHER, COMPLETED, tenant, event);
    }

    public Submission submission() {
        return new Submission(1, account, taskId, submittedAt);
    }

    private RequestSummary request() {
        return new RequestSummary(model, null, Map.of(), "c0ffee");
    }

    private static Estimate estimate(String hold) {
        return new Estimate(Credits.of(hold), Credits.of(hold));
    }

    private static Charge charge(String credits) {
        return credits == null ? null : new Charge(Credits.of(credits), ChargeBasis.REPORTED);
    }
}
