package dev.kiln.stack.guarantee;

import dev.kiln.contract.Asset;
import dev.kiln.contract.Cause;
import dev.kiln.contract.Charge;
import dev.kiln.contract.ChargeBasis;
import dev.kiln.contract.Credits;
import dev.kiln.contract.Envelope;
import dev.kiln.contract.Estimate;
import dev.kiln.contract.GenerationCanceled;
import dev.kiln.contract.GenerationIds;
import dev.kiln.contract.GenerationInDoubt;
import dev.kiln.contract.GenerationParked;
import dev.kiln.contract.GenerationSucceeded;
import dev.kiln.contract.KilnEvent;
import dev.kiln.contract.RequestSummary;
import dev.kiln.contract.Submission;
import dev.kiln.contract.TaskFailed;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** A run as a judge sees it, told step by step. */
final class Scene {
    static final String GENERATION = GenerationIds.ofRequest("local", "/test", "1");
    static final String MODEL = "kling/v2-1-pro";
    private static final Instant START = Instant.parse("2026-11-23T10:00:00Z");

    private final Set<String> accepted = new HashSet<>();
    private final List<Truth.Create> creates = new ArrayList<>();
    private final List<Truth.Read> reads = new ArrayList<>();
    private final List<Truth.TaskCharge> charges = new ArrayList<>();
    private final List<Envelope> events = new ArrayList<>();
    private final List<Usage> usage = new ArrayList<>();
    private final List<Books.Charge> entries = new ArrayList<>();
    private final List<Books.Account> accounts = new ArrayList<>();
    private final Set<String> calledBack = new HashSet<>();
    private final Set<String> canceledAhead = new HashSet<>();
    private final List<Span> senders = new ArrayList<>();
    private final List<Span> database = new ArrayList<>();
    private BigDecimal balance = new BigDecimal("1000");

    /** One generation that was accepted, created, charged with 50 and booked, as it should be. */
    static Scene ofOneGeneration() {
        return new Scene()
                .accept()
                .create(1, "task-1")
                .charge("task-1", "50")
                .succeed(3, null, "50")
                .book("50");
    }

    Scene accept() {
        accepted.add(GENERATION);
        return this;
    }

    /** @param taskId null where nothing was stored */
    Scene create(int attempt, String taskId) {
        return createAfter(Duration.ZERO, GENERATION + "." + attempt, taskId);
    }

    Scene createAfter(Duration delay, String attempt, String taskId) {
        return create(delay, attempt, taskId, true);
    }

    /** One whose answer did not come through. */
    Scene createUnclearly(int attempt, String taskId) {
        return create(Duration.ZERO, GENERATION + "." + attempt, taskId, false);
    }

    private Scene create(Duration delay, String attempt, String taskId, boolean clear) {
        var at = START.plus(delay);
        return create(at, attempt, taskId, clear ? at : null);
    }

    private Scene create(Instant at, String attempt, String taskId, Instant answered) {
        creates.add(new Truth.Create(at, "main", MODEL, attempt, taskId, answered));
        return this;
    }

    /** One that was sent at once, with its intent, and answered late. */
    Scene createAnsweredAfter(Duration wait, int attempt, String taskId) {
        return create(START, GENERATION + "." + attempt, taskId, START.plus(wait));
    }

    /** So many reads of records at once. */
    Scene readAfter(Duration delay, int count) {
        reads.addAll(Collections.nCopies(count, new Truth.Read(START.plus(delay), "main")));
        return this;
    }

    /** A callback of the attempt was answered 200. */
    Scene callBack(int attempt) {
        calledBack.add(GENERATION + "." + attempt);
        return this;
    }

    /** A callback of the attempt is on the topic. */
    Scene hear(int attempt) {
        return say(new TaskFailed(GENERATION, attempt, "jobs", "task-1", "500", null, null));
    }

    /** A sender died so long after the intent. */
    Scene dieAfter(Duration delay) {
        senders.add(new Span(START.plus(delay), START.plus(delay).plusMillis(100)));
        return this;
    }

    /** The database was away from so long after the intent. */
    Scene databaseAwayAfter(Duration delay, Duration length) {
        database.add(new Span(START.plus(delay), START.plus(delay).plus(length)));
        return this;
    }

    Scene doubt(long sequence, String reason) {
        return say(new GenerationInDoubt(
                GENERATION,
                sequence,
                request(),
                new Submission(1, "main", null, START),
                estimate(),
                new Cause(reason, "who knows"),
                START.plusSeconds(60)));
    }

    Scene cancelAhead() {
        canceledAhead.add(GENERATION);
        return this;
    }

    Scene charge(String taskId, String credits) {
        return chargeUntold(taskId, credits, credits);
    }

    /** @param price what Kie's records leave to be computed */
    Scene chargeUntold(String taskId, String credits, String price) {
        charges.add(new Truth.TaskCharge(taskId, MODEL, "main", new BigDecimal(credits), new BigDecimal(price)));
        return withdraw(credits);
    }

    Scene withdraw(String credits) {
        balance = balance.subtract(new BigDecimal(credits));
        return this;
    }

    Scene succeed(long sequence, String corrects, String credits) {
        return say(new GenerationSucceeded(
                GENERATION,
                sequence,
                corrects,
                request(),
                submission(),
                estimate(),
                new Charge(Credits.of(credits), ChargeBasis.REPORTED),
                List.of(new Asset("https://example.org/a.mp4", "video", START)),
                START));
    }

    Scene park(long sequence) {
        return park(sequence, null);
    }

    /** @param taskId null where nobody knows it */
    Scene park(long sequence, String taskId) {
        var submission = new Submission(1, "main", taskId, START);
        return say(new GenerationParked(
                GENERATION, sequence, request(), submission, estimate(), new Cause("NO_ANSWER", "no answer")));
    }

    Scene cancel(long sequence) {
        return say(new GenerationCanceled(GENERATION, sequence, null, request(), null, estimate(), null, START));
    }

    Scene book(String credits) {
        return book("main", credits);
    }

    Scene book(String account, String credits) {
        usage.add(new Usage("local", MODEL, account, new BigDecimal(credits), BigDecimal.ZERO));
        return this;
    }

    /** In the ledger. */
    Scene hold(String credits) {
        usage.add(new Usage("local", MODEL, "main", BigDecimal.ZERO, new BigDecimal(credits)));
        return this;
    }

    /** An entry of the ledger. */
    Scene enter(String taskId, String credits) {
        return enter(taskId, "main", credits);
    }

    Scene enter(String taskId, String account, String credits) {
        entries.add(new Books.Charge(taskId, account, new BigDecimal(credits)));
        return this;
    }

    /** Of account main. */
    Scene expect(String balance, String read) {
        accounts.add(new Books.Account("main", new BigDecimal(balance), new BigDecimal(read)));
        return this;
    }

    Evidence evidenceWithBooks() {
        return evidence().bookedAs(new Books(entries, accounts));
    }

    Evidence evidence() {
        var truth = new Truth(creates, reads, charges, Map.of("main", balance), new BigDecimal("1000"), calledBack);
        return new Evidence(accepted, truth, events, usage)
                .canceledAhead(canceledAhead)
                .interruptedBy(new Interruptions(senders, database));
    }

    private Scene say(KilnEvent event) {
        events.add(new Envelope("e" + events.size(), Envelope.DISPATCHER, START, "local", event));
        return this;
    }

    private static RequestSummary request() {
        return new RequestSummary(MODEL, null, Map.of(), "0123456789abcdef");
    }

    private static Submission submission() {
        return new Submission(1, "main", "task-1", START);
    }

    private static Estimate estimate() {
        return new Estimate(Credits.of(50), Credits.of(50));
    }
}
