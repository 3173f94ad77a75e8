package dev.kiln.stack.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.kiln.catalog.Catalog;
import dev.kiln.contract.CompletionEvent;
import dev.kiln.stack.KilnStack;
import dev.kiln.stack.LocalStack;
import dev.kiln.stack.Part;
import dev.kiln.stack.StackOptions;
import dev.kiln.stack.client.BillingClient;
import dev.kiln.stack.containers.ContainerStack;
import dev.kiln.stack.guarantee.Evidence;
import dev.kiln.stack.guarantee.Guarantee;
import dev.kiln.stack.guarantee.Interruptions;
import dev.kiln.stack.guarantee.Span;
import dev.kiln.stack.guarantee.Truth;
import dev.kiln.stack.guarantee.Usage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpClient.Version;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

/** The real services, and all that the tests had them accept. */
final class RunningStack implements AutoCloseable {
    static final String MODEL = "kling/v2-1-pro";
    private static final Set<String> ENDS = Set.of("succeeded", "failed", "canceled");
    private static final Duration SETTLES_WITHIN = Duration.ofSeconds(60);
    private static final Duration SHORTEST = Duration.ofMillis(200);
    private static final Duration LONGEST = Duration.ofMillis(800);
    private static final Map<String, String> DISPATCHER = Map.of("KILN_POLL_FIRST_AFTER", "PT4S");
    private static final Map<Part, Map<String, String>> CONTAINERS = Map.of(
            Part.DISPATCHER,
            DISPATCHER,
            Part.SIMULATOR,
            Map.of(
                    "KIE_SIMULATOR_TASK_DURATION_MIN", SHORTEST.toString(),
                    "KIE_SIMULATOR_TASK_DURATION_MAX", LONGEST.toString()));

    private final KilnStack stack;
    private final Set<String> accepted = ConcurrentHashMap.newKeySet();
    private final List<Span> interruptions = new CopyOnWriteArrayList<>();
    private final AtomicInteger submitted = new AtomicInteger();

    private RunningStack(KilnStack stack) {
        this.stack = stack;
    }

    /**
     * As processes, or as containers where the system property {@code kiln.stack} says so.
     *
     * @param added to the environment of the services, where they are processes
     */
    static RunningStack start(Map<String, String> added) {
        return switch (System.getProperty("kiln.stack")) {
            case "processes" -> {
                var all = new HashMap<>(added);
                all.put("QUARKUS_DATASOURCE_PASSWORD", Canaries.DATABASE_PASSWORD);
                yield start(
                        "it", Map.of(Part.GATEWAY, all, Part.DISPATCHER, all, Part.BILLING, all, Part.CALLBACK, all));
            }
            case "containers" -> new RunningStack(ContainerStack.start(root(), CONTAINERS));
            default -> throw new IllegalArgumentException("kiln.stack must be processes or containers");
        };
    }

    static RunningStack start(String name, Map<Part, Map<String, String>> added) {
        return start(options(name, added));
    }

    static RunningStack start(StackOptions options) {
        return new RunningStack(LocalStack.start(options));
    }

    /**
     * Of a stack whose dispatcher asks for what is late after seconds, not after a model's usual time.
     *
     * @param added to the environment of single parts
     */
    static StackOptions options(String name, Map<Part, Map<String, String>> added) {
        var environment = new HashMap<>(added);
        var dispatcher = new HashMap<>(DISPATCHER);
        dispatcher.putAll(added.getOrDefault(Part.DISPATCHER, Map.of()));
        environment.put(Part.DISPATCHER, dispatcher);
        return StackOptions.of(root(), name).withTasksOf(SHORTEST, LONGEST).withEnvironment(environment);
    }

    private static Path root() {
        return Path.of(System.getProperty("kiln.root")).toAbsolutePath().normalize();
    }

    KilnStack stack() {
        return stack;
    }

    /** Only where it runs as processes: their logs, tables and secrets are at hand. */
    LocalStack processes() {
        return (LocalStack) stack;
    }

    /** The first figure of that name that the part shows; NaN where there is none. */
    double metric(Part part, String name) {
        var metrics = URI.create(processes().ports().managementUrl(part) + "/q/metrics");
        try (var client = HttpClient.newBuilder().version(Version.HTTP_1_1).build()) {
            return client.send(HttpRequest.newBuilder(metrics).build(), HttpResponse.BodyHandlers.ofString())
                    .body()
                    .lines()
                    .filter(line -> line.startsWith(name))
                    .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
                    .findFirst()
                    .orElse(Double.NaN);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    DeadLetterDesk dlq() {
        return new DeadLetterDesk(stack);
    }

    /** Submits a generation and remembers that it was accepted. */
    String submit(String model, ObjectNode input) {
        var body = stack.gateway().submit(model, input, "e2e");
        return accepted(body.path("id").asText());
    }

    /** One whose prompt tells the simulated Kie what to let go wrong. */
    String submitWith(String fault) {
        return submit(MODEL, input("[[sim:" + fault + "]]"));
    }

    String accepted(String id) {
        accepted.add(id);
        return id;
    }

    /** A good input of {@link #MODEL} with a prompt that no other has. */
    ObjectNode input(String marker) {
        var input = example(MODEL);
        input.put(
                "prompt",
                "A paper boat on a pond, number " + submitted.incrementAndGet() + " " + Canaries.PROMPT_WORD + " "
                        + marker);
        return input;
    }

    static ObjectNode example(String model) {
        return Catalog.bundled().find(model).orElseThrow().examples().getFirst().input();
    }

    /** The generation as the gateway shows it once it has ended. */
    JsonNode awaitEnd(String id) {
        return await().atMost(SETTLES_WITHIN)
                .pollInterval(Duration.ofMillis(200))
                .until(
                        () -> stack.gateway().generation(id),
                        body -> body.isPresent()
                                && ENDS.contains(body.get().path("status").asText()))
                .orElseThrow();
    }

    /** Waits until nothing is being sent to Kie for it. */
    void awaitCreated(String id) {
        await().atMost(SETTLES_WITHIN)
                .until(
                        () -> stack.gateway().generation(id),
                        body -> body.isPresent()
                                && !"accepted".equals(body.get().path("status").asText()));
    }

    void awaitSuccess(String id) {
        assertThat(awaitEnd(id).path("status").asText()).isEqualTo("succeeded");
    }

    List<Truth.Create> creates(String id) {
        return stack.simulator().truth().creates().stream()
                .filter(create -> id.equals(create.generationId()))
                .toList();
    }

    /** The first that was said of its end; null where nothing was. */
    CompletionEvent completion(String id) {
        return stack.events().completions(id).stream().findFirst().orElse(null);
    }

    /** How many ends were said of it, each once. */
    long completions(String id) {
        return stack.events().completions(id).stream()
                .map(CompletionEvent::sequence)
                .distinct()
                .count();
    }

    /** Waits until nothing is under way any more and judges everything that happened. */
    void judgeAtQuiescence() {
        judgeAtQuiescence(stack.billing());
    }

    /** @param billing where it answers now */
    void judgeAtQuiescence(BillingClient billing) {
        await().atMost(SETTLES_WITHIN)
                .pollInterval(Duration.ofSeconds(1))
                .untilAsserted(() -> assertThat(violations(billing)).isEmpty());
    }

    /** From then until now the dispatcher died. */
    void interruptedSince(Instant from) {
        interruptions.add(new Span(from, Instant.now()));
    }

    private Map<String, List<String>> violations(BillingClient billing) {
        var usage = billing.usage().stream()
                .map(line -> new Usage(line.tenant(), line.model(), line.account(), line.credits(), line.held()))
                .toList();
        var evidence = new Evidence(
                        accepted, stack.simulator().truth(), stack.events().all(), usage)
                .interruptedBy(Interruptions.ofSenders(interruptions));
        return Guarantee.breaches(Guarantee.all(), evidence);
    }

    @Override
    public void close() {
        stack.close();
    }
}
