package dev.kiln.gateway;

import com.fasterxml.jackson.databind.JsonNode;
import dev.kiln.contract.Asset;
import dev.kiln.contract.Cause;
import dev.kiln.contract.Charge;
import dev.kiln.contract.ChargeBasis;
import dev.kiln.contract.Credits;
import dev.kiln.contract.Envelope;
import dev.kiln.contract.Estimate;
import dev.kiln.contract.Failure;
import dev.kiln.contract.Fault;
import dev.kiln.contract.GenerationCanceled;
import dev.kiln.contract.GenerationEvent;
import dev.kiln.contract.GenerationFailed;
import dev.kiln.contract.GenerationInDoubt;
import dev.kiln.contract.GenerationParked;
import dev.kiln.contract.GenerationRequested;
import dev.kiln.contract.GenerationRequeued;
import dev.kiln.contract.GenerationSubmitted;
import dev.kiln.contract.GenerationSucceeded;
import dev.kiln.contract.Reason;
import dev.kiln.contract.RequestSummary;
import dev.kiln.contract.Submission;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** What other services say of one generation of tenant acme. */
public record Events(String id, String tenantId) {

    public static final Instant ASKED = Instant.parse("2026-11-23T12:00:00Z");
    public static final Instant SUBMITTED = ASKED.plusSeconds(1);
    public static final Instant COMPLETED = ASKED.plusSeconds(60);
    public static final Instant EXPIRES = ASKED.plusSeconds(86_400);

    private static final RequestSummary REQUEST =
            new RequestSummary(Requests.KLING, "order-1", Map.of("shop", "7"), "r1");
    private static final Estimate ESTIMATE = new Estimate(Credits.of(42), Credits.of(42));
    private static final Cause CAUSE = new Cause(Reason.NO_CLEAR_ANSWER, "The connection broke.");
    private static final Charge CHARGE = new Charge(Credits.of("41.5"), ChargeBasis.REPORTED);

    public static Events of(String id) {
        return new Events(id, "acme");
    }

    public Envelope requested() {
        JsonNode input = Requests.kling().get("input");
        return new Envelope(
                id,
                Envelope.GATEWAY,
                ASKED,
                tenantId,
                new GenerationRequested(id, Requests.KLING, input, "order-1", Map.of("shop", "7"), null, null, "r1"));
    }

    public Envelope submitted(long sequence) {
        return said(sequence, new GenerationSubmitted(id, sequence, REQUEST, submission(1), ESTIMATE));
    }

    public Envelope inDoubt(long sequence) {
        return said(sequence, new GenerationInDoubt(id, sequence, REQUEST, submission(1), ESTIMATE, CAUSE, COMPLETED));
    }

    public Envelope parked(long sequence) {
        return said(sequence, new GenerationParked(id, sequence, REQUEST, submission(1), ESTIMATE, CAUSE));
    }

    public Envelope requeued(long sequence) {
        return said(sequence, new GenerationRequeued(id, sequence, REQUEST, submission(1), CAUSE, COMPLETED));
    }

    public Envelope succeeded(long sequence) {
        return said(
                sequence,
                new GenerationSucceeded(
                        id,
                        sequence,
                        null,
                        REQUEST,
                        submission(1),
                        ESTIMATE,
                        CHARGE,
                        List.of(new Asset("https://results.example.com/1.mp4", "video", EXPIRES)),
                        COMPLETED));
    }

    public Envelope refused(long sequence) {
        return said(
                sequence,
                new GenerationFailed(
                        id,
                        sequence,
                        null,
                        REQUEST,
                        null,
                        null,
                        null,
                        new Failure(Reason.INVALID_INPUT, "The input breaks the rules.", false, false),
                        List.of(new Fault("/input/duration", "must be one of 5, 10")),
                        COMPLETED));
    }

    public Envelope canceled(long sequence) {
        return said(
                sequence,
                new GenerationCanceled(id, sequence, null, REQUEST, submission(1), ESTIMATE, CHARGE, COMPLETED));
    }

    private Envelope said(long sequence, GenerationEvent event) {
        return new Envelope(id + "." + sequence, Envelope.DISPATCHER, COMPLETED, tenantId, event);
    }

    private static Submission submission(int attempt) {
        return new Submission(attempt, "main", "task-" + attempt, SUBMITTED);
    }

    /** A request by topic of a service that leaves the id to be derived. */
    public static Envelope byTopic(String source, String eventId) {
        JsonNode input = Requests.kling().get("input");
        return new Envelope(
                eventId,
                URI.create(source),
                ASKED,
                "acme",
                new GenerationRequested(null, Requests.KLING, input, null, null, null, null, null));
    }
}
