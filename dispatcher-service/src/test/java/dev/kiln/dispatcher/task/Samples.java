package dev.kiln.dispatcher.task;

import com.fasterxml.jackson.databind.JsonNode;
import dev.kiln.catalog.Family;
import dev.kiln.contract.Asset;
import dev.kiln.contract.Cause;
import dev.kiln.contract.Charge;
import dev.kiln.contract.ChargeBasis;
import dev.kiln.contract.ContractJson;
import dev.kiln.contract.Credits;
import dev.kiln.contract.Estimate;
import dev.kiln.contract.Failure;
import dev.kiln.contract.Lane;
import dev.kiln.contract.Reason;
import dev.kiln.contract.RequestSummary;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** A generation and truths about it, for tests. */
public final class Samples {

    public static final Instant NOW = Instant.parse("2026-11-23T10:00:00Z");
    public static final String ID = "gen_0123456789abcdefghjkmnpqrstvwxyz";
    public static final Cause CAUSE = new Cause(Reason.NO_CLEAR_ANSWER, "no answer within 15 s");
    public static final Failure FAILURE = new Failure(Reason.TASK_FAILED, "internal error", true, false);

    private Samples() {}

    public static final String TRACE = "4bf92f3577b34da6a3ce929d0e0e4736";
    public static final String TRACE_PARENT = "00-" + TRACE + "-00f067aa0ba902b7-01";

    public static Generation generation() {
        return generation(ID);
    }

    public static Generation generation(String id) {
        JsonNode input = ContractJson.mapper()
                .createObjectNode()
                .put("prompt", "a gravity surfer")
                .put("image_url", "https://files.example.com/start.png");
        return new Generation(
                id,
                "studio",
                new RequestSummary("kling/v2-1-pro", "order-7", Map.of("scene", "4"), "c0ffee"),
                new TaskRoute(Family.JOBS, "kling/v2-1-pro"),
                input,
                new Estimate(Credits.of(50), Credits.of(50)),
                Lane.STANDARD,
                NOW,
                NOW.plusSeconds(86400),
                "f1",
                null);
    }

    /** The same, of a request that is traced. */
    public static Generation traced(Generation generation) {
        return with(generation, generation.input(), TRACE_PARENT);
    }

    /** As it is kept once its task has ended. */
    public static Generation withoutInput() {
        return with(generation(), null, null);
    }

    private static Generation with(Generation generation, JsonNode input, String traceParent) {
        return new Generation(
                generation.id(),
                generation.tenantId(),
                generation.request(),
                generation.route(),
                input,
                generation.estimate(),
                generation.lane(),
                generation.acceptedAt(),
                generation.expiresAt(),
                generation.fingerprint(),
                traceParent);
    }

    public static Queued queued() {
        return new Queued(generation(), 0, false, null, NOW);
    }

    public static Submitting submitting() {
        return queued().claim("main", NOW, NOW.plusSeconds(60));
    }

    public static Running running() {
        return (Running) submitting().created("task-1", NOW.plusSeconds(60)).next();
    }

    public static InDoubt inDoubt() {
        return (InDoubt) submitting().doubt(CAUSE, NOW.plusSeconds(7200)).next();
    }

    /** In doubt, until a hint named a task for it. */
    public static Running lookedInto() {
        return (Running) inDoubt().lookInto("hinted", NOW).next();
    }

    /** As a restore leaves one that it knows no account of, with several accounts. */
    public static InDoubt ofUnknownAccount() {
        Submitting sent = queued().claim("unknown", NOW, NOW.plusSeconds(60));
        return (InDoubt) sent.doubt(new Cause(Reason.RESTORED, "restored"), NOW.plusSeconds(7200))
                .next();
    }

    public static Ending success(String credits) {
        return new Ending.Success(
                List.of(new Asset("https://files.example.com/1.mp4", "video", NOW.plusSeconds(86400))),
                new Charge(Credits.of(credits), ChargeBasis.REPORTED));
    }

    public static Ending miss() {
        return new Ending.Miss(FAILURE, new Charge(Credits.ZERO, ChargeBasis.ASSUMED));
    }
}
