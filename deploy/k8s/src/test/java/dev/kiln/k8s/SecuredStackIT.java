package dev.kiln.k8s;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.kiln.contract.Topic;
import dev.kiln.stack.client.BillingClient;
import dev.kiln.stack.client.EventLog;
import dev.kiln.stack.client.GatewayClient;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** With the settings and the rights of the manifests, the services do their work. */
class SecuredStackIT {
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
        var input = new ObjectMapper().createObjectNode().put("prompt", "a kiln with a lock");
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

    private static void noServiceWasRefusedAnything() throws IOException {
        for (var service : List.of("gateway", "dispatcher", "callback", "billing")) {
            assertThat(Files.readString(stack.log(service)))
                    .as(service)
                    .doesNotContain("AuthorizationException", "uthorization failed", "AuthenticationException");
        }
    }
}
