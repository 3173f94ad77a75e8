package dev.kiln.k8s;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.kiln.contract.Topic;
import dev.kiln.stack.client.BillingClient;
import dev.kiln.stack.client.EventLog;
import dev.kiln.stack.client.GatewayClient;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** With the settings and the rights of the manifests, the services do their work. */
class SecuredStackIT {
    private static final List<String> SERVICES = List.of("gateway", "dispatcher", "callback", "billing");
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Pattern NAME = Pattern.compile("kiln_[a-z_]+");
    private static final Duration DEADLINE = Duration.ofSeconds(60);

    @TempDir
    private static Path directory;

    private static SecuredStack stack;

    @BeforeAll
    static void start() {
        stack = SecuredStack.start(directory, Map.of());
    }

    @AfterAll
    static void stop() {
        stack.close();
    }

    @Test
    void aGenerationGoesThroughEveryTopicThatItHas() throws IOException {
        var gateway = new GatewayClient(stack.url("gateway"), SecuredStack.API_KEY);
        var input = JSON.createObjectNode().put("prompt", "a kiln with a lock");
        var id = gateway.submit("flux-kontext-pro", input, "locked").path("id").asText();

        await().atMost(DEADLINE)
                .until(() -> gateway.generation(id)
                        .filter(generation -> generation.path("status").asText().equals("succeeded"))
                        .isPresent());
        var billing = new BillingClient(stack.url("billing"), SecuredStack.API_KEY, Clock.systemUTC());
        await().atMost(DEADLINE).until(() -> !billing.usage().isEmpty());
        var events = new EventLog(stack.unboundedServers(), SecuredStack.PREFIX);
        await().atMost(DEADLINE)
                .untilAsserted(() -> assertThat(events.all())
                        .extracting(envelope -> envelope.event().getClass().getSimpleName())
                        .contains(
                                "TaskSucceeded",
                                "GenerationSubmitted",
                                "GenerationSucceeded",
                                "CreditsCharged",
                                "TenantSet"));
        noServiceWasRefusedAnything();
    }

    @Test
    void whatCannotBeReadIsPutAsideByEachOfItsReaders() throws IOException {
        var events = new EventLog(stack.unboundedServers(), SecuredStack.PREFIX);
        var topic = Topic.GENERATION_REQUESTS;

        events.send(new ProducerRecord<>(topic.qualifiedName(SecuredStack.PREFIX), "nobody", new byte[] {1, 2, 3}));

        await().atMost(DEADLINE).untilAsserted(() -> {
            assertThat(events.deadLetters(topic, "dispatcher")).hasSize(1);
            assertThat(events.deadLetters(topic, "gateway")).hasSize(1);
        });
        noServiceWasRefusedAnything();
    }

    @Test
    void aLineOfALogSaysInFieldsWhatItIsAbout() throws IOException {
        var gateway = new GatewayClient(stack.url("gateway"), SecuredStack.API_KEY);
        var input = JSON.createObjectNode().put("prompt", "a secret kiln [[sim:422]]");
        var id = gateway.submit("flux-kontext-pro", input, null).path("id").asText();

        await().atMost(DEADLINE)
                .untilAsserted(() -> assertThat(lines("dispatcher")).anySatisfy(line -> {
                    assertThat(line.at("/mdc/generationId").asText()).isEqualTo(id);
                    assertThat(line.at("/mdc/tenant").asText()).isEqualTo("studio");
                    assertThat(line.path("message").asText()).contains("refused");
                }));
        for (var service : SERVICES) {
            assertThat(lines(service))
                    .isNotEmpty()
                    .allSatisfy(line -> assertThat(line.has("level")).isTrue());
            assertThat(Files.readString(stack.log(service))).doesNotContain("secret kiln");
        }
    }

    @Test
    void whatTheServicesMeasureStandsInTheTables() throws Exception {
        var promised = new TreeSet<String>();
        for (var document : List.of("docs/metrics.md", "dispatcher-service/README.md")) {
            NAME.matcher(Files.readString(Rendering.ROOT.resolve(document)))
                    .results()
                    .map(MatchResult::group)
                    .forEach(promised::add);
        }
        for (var service : List.of("gateway", "callback", "billing")) {
            assertThat(measured(service)).as(service).isNotEmpty().allMatch(promised::contains);
        }
    }

    /** The families of Kiln's own, without what their type adds. */
    private static List<String> measured(String service) throws Exception {
        var request = HttpRequest.newBuilder(URI.create(stack.managementUrl(service) + "/q/metrics"))
                .timeout(DEADLINE)
                .build();
        var text = HttpClient.newHttpClient()
                .send(request, HttpResponse.BodyHandlers.ofString())
                .body();
        return text.lines()
                .filter(line -> line.startsWith("# TYPE kiln_"))
                .map(line -> line.split(" "))
                .map(type -> type[3].equals("counter") ? type[2] + "_total" : type[2])
                .map(name -> name.replaceAll("_max$", "").replaceAll("_total_total$", "_total"))
                .toList();
    }

    /** What the JVM says before it logs is none of the service's. */
    private static List<JsonNode> lines(String service) throws IOException {
        var lines = new ArrayList<JsonNode>();
        for (var line : Files.readAllLines(stack.log(service))) {
            if (line.startsWith("{")) {
                lines.add(JSON.readTree(line));
            }
        }
        return lines;
    }

    private static void noServiceWasRefusedAnything() throws IOException {
        for (var service : SERVICES) {
            assertThat(Files.readString(stack.log(service)))
                    .as(service)
                    .doesNotContain("AuthorizationException", "uthorization failed", "AuthenticationException");
        }
    }
}
