package dev.kiln.contract;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

/** What the schemas say too, and what they cannot say. */
class RequiredFieldsTest {

    private static final String ID = GenerationIds.ofRequest("studio", "/test", "1");
    private static final Instant NOW = Instant.parse("2026-11-23T10:00:00Z");
    private static final RequestSummary REQUEST = new RequestSummary("m", null, Map.of(), "r");
    private static final Estimate ESTIMATE = new Estimate(Credits.of(1), Credits.of(1));
    private static final Charge CHARGE = new Charge(Credits.of(1), ChargeBasis.REPORTED);

    @Test
    void partsNameWhatTheyLack() {
        refuses("quote", () -> new Estimate(null, Credits.of(1)));
        refuses("hold is below the quote", () -> new Estimate(Credits.of(2), Credits.of(1)));
        refuses("quote is negative", () -> new Estimate(Credits.of("-2"), Credits.of("-1")));
        refuses("credits is negative", () -> new Charge(Credits.of("-1"), ChargeBasis.REPORTED));
        refuses("basis", () -> new Charge(Credits.ZERO, null));
        refuses("attempt is below 1", () -> new Submission(0, "main", null, NOW));
        refuses("account is blank", () -> new Submission(1, " ", null, NOW));
        refuses("url is missing", () -> new Asset(null, "image", NOW));
        refuses("detail is longer than 500", () -> new Cause("R", "x".repeat(501)));
        refuses("reason", () -> new Failure("", "x", false, false));
        refuses("pointer", () -> new Fault(null, "x"));
        refuses("limit is negative", () -> new Budget(null, BudgetPeriod.DAY, Credits.of("-1"), true));
    }

    @Test
    void eventsNameWhatTheyLack() {
        refuses("generationId is not of the form", () -> new CancellationRequested("gen_1"));
        refuses("submission.taskId", () -> new GenerationSubmitted(ID, 1, REQUEST, submission(null), ESTIMATE));
        refuses("submission.taskId", () -> new SecondTaskFound(ID, REQUEST, submission(null), ESTIMATE, CHARGE, NOW));
        refuses("charge", () -> new SecondTaskFound(ID, REQUEST, submission("t"), ESTIMATE, null, NOW));
        refuses("sequence is below 1", () -> new GenerationSubmitted(ID, 0, REQUEST, submission("t"), ESTIMATE));
        refuses(
                "assets is empty",
                () -> new GenerationSucceeded(ID, 1, null, REQUEST, submission("t"), ESTIMATE, CHARGE, List.of(), NOW));
        refuses(
                "failure is missing",
                () -> new GenerationFailed(ID, 1, null, REQUEST, null, null, null, null, null, NOW));
        refuses("message is longer than 500", () -> new TaskFailed(ID, 1, "jobs", "t", "500", "x".repeat(501), null));
        refuses("budget", () -> new BudgetThresholdReached("t", null, 50, Credits.ZERO, Credits.ZERO, null));
        refuses("maxRunning is below 1", () -> new TenantSet("t", 1, 1, 0, false));
    }

    @Test
    void requestsAreBounded() {
        var input = ContractJson.mapper().createObjectNode();
        Map<String, String> manyEntries = IntStream.rangeClosed(0, References.MAX_METADATA_ENTRIES)
                .boxed()
                .collect(Collectors.toMap(String::valueOf, String::valueOf));

        refuses("model", () -> new GenerationRequested(null, "x".repeat(129), input, null, null, null, null, null));
        refuses("input is missing", () -> new GenerationRequested(null, "m", null, null, null, null, null, null));
        refuses("reference", () -> new GenerationRequested(null, "m", input, "a b", null, null, null, null));
        refuses("reference", () -> new GenerationRequested(null, "m", input, "a".repeat(65), null, null, null, null));
        refuses("metadata", () -> new GenerationRequested(null, "m", input, null, manyEntries, null, null, null));
        refuses(
                "metadata value",
                () -> new GenerationRequested(null, "m", input, null, Map.of("k", "x".repeat(257)), null, null, null));
    }

    @Test
    void envelopesNameTheTenantOfEveryGeneration() {
        KilnEvent event = new CancellationRequested(ID);

        refuses("tenantid is missing", () -> new Envelope("1", Envelope.GATEWAY, NOW, null, event));
        refuses("tenantid is longer", () -> new Envelope("1", Envelope.GATEWAY, NOW, "x".repeat(65), event));
        refuses("id is blank", () -> new Envelope(" ", Envelope.GATEWAY, NOW, "studio", event));
        refuses("source", () -> new Envelope("1", null, NOW, "studio", event));
    }

    private static Submission submission(String taskId) {
        return new Submission(1, "main", taskId, NOW);
    }

    private static void refuses(String message, ThrowingCallable construction) {
        assertThatThrownBy(construction)
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(message);
    }
}
