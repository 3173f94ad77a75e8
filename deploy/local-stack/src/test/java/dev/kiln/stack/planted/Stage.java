package dev.kiln.stack.planted;

import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.kiln.catalog.Catalog;
import dev.kiln.contract.Envelope;
import dev.kiln.contract.GenerationIds;
import dev.kiln.contract.GenerationRequested;
import dev.kiln.contract.GenerationSucceeded;
import dev.kiln.contract.KilnEvent;
import dev.kiln.stack.LocalStack;
import dev.kiln.stack.Part;
import dev.kiln.stack.guarantee.Evidence;
import dev.kiln.stack.guarantee.Interruptions;
import dev.kiln.stack.guarantee.Span;
import dev.kiln.stack.guarantee.Truth;
import java.math.BigDecimal;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

/** One scene on a running stack: its own generations, and what is known of them alone. */
final class Stage {
    private static final String MODEL = "kling/v2-1-pro";
    private static final URI SHOP = URI.create("/test/planted");
    private static final String TENANT = "local";
    private static final Duration WITHIN = Duration.ofSeconds(60);

    private final LocalStack stack;
    private final Set<String> accepted = ConcurrentHashMap.newKeySet();
    private final Set<String> canceledAhead = new HashSet<>();
    private final List<Span> interruptions = new ArrayList<>();
    private int size;
    private Instant changed = Instant.now();

    Stage(LocalStack stack) {
        this.stack = stack;
    }

    LocalStack stack() {
        return stack;
    }

    /** @param words what the simulated Kie is to do */
    String submit(String words) {
        var id = stack.gateway().submit(MODEL, input(words), null).path("id").asText();
        accepted.add(id);
        return id;
    }

    private static ObjectNode input(String words) {
        var example = Catalog.bundled()
                .find(MODEL)
                .orElseThrow()
                .examples()
                .getFirst()
                .input();
        return ((ObjectNode) example.deepCopy()).put("prompt", "A paper boat, " + UUID.randomUUID() + " " + words);
    }

    /** A request by topic that can be sent more than once. */
    Envelope request() {
        var event = UUID.randomUUID().toString();
        var id = GenerationIds.ofRequest(TENANT, SHOP.toString(), event);
        accepted.add(id);
        return envelope(event, new GenerationRequested(id, MODEL, input(""), null, Map.of(), null, null, null));
    }

    static Envelope envelope(String event, KilnEvent what) {
        return new Envelope(event, SHOP, Instant.now(), TENANT, what);
    }

    void canceledAhead(String id) {
        canceledAhead.add(id);
    }

    void awaitSuccess(String id) {
        await("success of " + id)
                .atMost(WITHIN)
                .pollInterval(Duration.ofMillis(500))
                .until(() -> stack.events().completions(id).stream().anyMatch(GenerationSucceeded.class::isInstance));
    }

    void awaitCreate(String id) {
        await("create of " + id)
                .atMost(WITHIN)
                .until(() -> stack.simulator().truth().creates().stream()
                        .anyMatch(create -> id.equals(create.generationId())));
    }

    void lasts(Duration duration) {
        var end = Instant.now().plus(duration);
        await().atMost(duration.plusSeconds(5)).until(() -> Instant.now().isAfter(end));
    }

    void killAndRestartTheDispatcher() {
        var before = Instant.now();
        stack.kill(Part.DISPATCHER.title());
        interruptions.add(new Span(before, Instant.now()));
        stack.restart(Part.DISPATCHER.title());
    }

    /** Of its own generations alone; the ledger and the reads, which know no generations, are left out. */
    Evidence evidence() {
        var all = stack.simulator().truth();
        var creates = all.creates().stream()
                .filter(create -> accepted.contains(create.generationId()))
                .toList();
        var charges = all.charges().stream()
                .filter(charge -> all.generationOf(charge.taskId())
                        .filter(accepted::contains)
                        .isPresent())
                .toList();
        var events = stack.events().all().stream()
                .filter(envelope ->
                        accepted.contains(String.valueOf(envelope.event().key())))
                .toList();
        var truth = new Truth(creates, List.of(), charges, Map.of(), BigDecimal.ZERO, all.calledBack());
        notice(creates.size() + charges.size() + events.size());
        return new Evidence(accepted, truth, events, List.of())
                .canceledAhead(canceledAhead)
                .interruptedBy(Interruptions.ofSenders(interruptions));
    }

    private void notice(int now) {
        if (now != size) {
            size = now;
            changed = Instant.now();
        }
    }

    /** For how long nothing new was seen of its generations. */
    Duration silence() {
        return Duration.between(changed, Instant.now());
    }
}
