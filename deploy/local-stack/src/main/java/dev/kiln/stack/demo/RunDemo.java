package dev.kiln.stack.demo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import dev.kiln.stack.LocalStack;
import dev.kiln.stack.client.UsageLine;
import dev.kiln.stack.guarantee.Evidence;
import dev.kiln.stack.guarantee.LedgerMatchesKie;
import dev.kiln.stack.guarantee.Truth;
import dev.kiln.stack.guarantee.Usage;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Submits the demo's requests, follows them to their end, fetches the results and compares the books. */
public final class RunDemo {
    private static final Set<String> ENDS = Set.of("succeeded", "failed", "canceled");
    private static final Duration GENERATIONS_WITHIN = Duration.ofMinutes(2);
    private static final Duration BOOKED_WITHIN = Duration.ofSeconds(20);
    private static final Duration STEP = Duration.ofMillis(200);

    private final LocalStack stack;
    private final SaveResult saveResult;
    private final Progress progress;

    public RunDemo(LocalStack stack, Path root, Progress progress) {
        this.stack = stack;
        this.saveResult = new SaveResult(root);
        this.progress = progress;
    }

    public DemoReport run(List<DemoRequest> requests) {
        var rows = followed(submitted(requests));
        return report(rows);
    }

    private Map<String, Followed> submitted(List<DemoRequest> requests) {
        var gateway = stack.gateway();
        var followed = new LinkedHashMap<String, Followed>();
        for (var request : requests) {
            var accepted = gateway.submit(request.model(), request.input(), "demo");
            followed.put(accepted.path("id").asText(), new Followed(request.model(), System.nanoTime()));
            progress.changed(request.model(), "accepted");
        }
        return followed;
    }

    private List<DemoRow> followed(Map<String, Followed> followed) {
        var deadline = System.nanoTime() + GENERATIONS_WITHIN.toNanos();
        while (followed.values().stream().anyMatch(each -> !each.ended()) && System.nanoTime() < deadline) {
            followed.forEach(this::look);
            progress.tick();
            pause();
        }
        progress.finished();
        return followed.entrySet().stream()
                .map(each -> row(each.getKey(), each.getValue()))
                .toList();
    }

    private void look(String id, Followed followed) {
        if (!followed.ended()) {
            stack.gateway()
                    .generation(id)
                    .filter(followed::sees)
                    .ifPresent(seen -> progress.changed(followed.model, followed.status()));
        }
    }

    private DemoRow row(String id, Followed followed) {
        var body = followed.body;
        var saved = body.path("assets").isEmpty()
                ? null
                : saveResult.save(
                        followed.model, body.path("assets").get(0).path("url").asText());
        return new DemoRow(
                followed.model,
                id,
                followed.status(),
                credits(body.path("quote")),
                credits(body.path("charge").path("credits")),
                followed.seconds(),
                saved,
                followed.ended() ? body.path("failure").path("detail").asText(null) : "not ended in time");
    }

    /** The ledger learns of a charge by an event, so it may be a moment behind. */
    private DemoReport report(List<DemoRow> rows) {
        var deadline = System.nanoTime() + BOOKED_WITHIN.toNanos();
        while (true) {
            var usage = stack.billing().usage();
            var truth = stack.simulator().truth();
            var disagreements = disagreements(usage, truth);
            if (disagreements.isEmpty() || System.nanoTime() > deadline) {
                var kie = new DemoReport.KieAccount(truth.granted(), truth.charged(), truth.balance());
                return new DemoReport(rows, usage, kie, disagreements);
            }
            pause();
        }
    }

    private static List<String> disagreements(List<UsageLine> usage, Truth truth) {
        var booked = new ArrayList<Usage>();
        usage.forEach(line ->
                booked.add(new Usage(line.tenant(), line.model(), line.account(), line.credits(), line.held())));
        return new LedgerMatchesKie().violations(new Evidence(Set.of(), truth, List.of(), booked));
    }

    private static BigDecimal credits(JsonNode text) {
        return text.isTextual() ? new BigDecimal(text.asText()) : null;
    }

    private static void pause() {
        try {
            Thread.sleep(STEP);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted while waiting for generations", e);
        }
    }

    /** A generation on its way. */
    private static final class Followed {
        private final String model;
        private final long submitted;
        private JsonNode body = MissingNode.getInstance();
        private long ended;

        Followed(String model, long submitted) {
            this.model = model;
            this.submitted = submitted;
        }

        /** Whether its status is another one now. */
        boolean sees(JsonNode now) {
            var before = status();
            body = now;
            if (ENDS.contains(status())) {
                ended = System.nanoTime();
            }
            return !status().equals(before);
        }

        boolean ended() {
            return ended != 0;
        }

        String status() {
            return body.path("status").asText("accepted");
        }

        BigDecimal seconds() {
            var nanos = (ended() ? ended : System.nanoTime()) - submitted;
            return BigDecimal.valueOf(nanos, 9).setScale(1, RoundingMode.HALF_UP);
        }
    }
}
