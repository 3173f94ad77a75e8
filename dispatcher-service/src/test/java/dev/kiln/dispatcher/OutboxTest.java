package dev.kiln.dispatcher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.kiln.backends.BackendsTestResource;
import dev.kiln.contract.AccountResumed;
import dev.kiln.contract.Asset;
import dev.kiln.contract.Charge;
import dev.kiln.contract.ChargeBasis;
import dev.kiln.contract.ContractJson;
import dev.kiln.contract.Credits;
import dev.kiln.contract.Estimate;
import dev.kiln.contract.EventType;
import dev.kiln.contract.GenerationIds;
import dev.kiln.contract.GenerationSucceeded;
import dev.kiln.contract.KilnEvent;
import dev.kiln.contract.RequestSummary;
import dev.kiln.contract.Submission;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.Tuple;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import java.util.stream.IntStream;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.Test;

/** The outbox of the whole service, on a real broker. */
@QuarkusTest
@QuarkusTestResource(BackendsTestResource.class)
@QuarkusTestResource(KieStandIn.class)
class OutboxTest {

    private static final Instant NOW = Instant.parse("2026-11-23T10:00:00Z");

    @ConfigProperty(name = "kafka.bootstrap.servers")
    String bootstrapServers;

    @ConfigProperty(name = "kiln.topics.prefix")
    String prefix;

    @Inject
    Pool pool;

    @Test
    void anEventThatIsTooLargeForKafkaHoldsNothingUpAndIsKept() throws Exception {
        String large =
                GenerationIds.ofRequest("studio", "/test", UUID.randomUUID().toString());
        String account = "behind-" + UUID.randomUUID();
        store(large, "studio", succeeded(large));
        store("account/" + account + "/1", null, new AccountResumed(account, NOW));

        try (KilnTopics topics = new KilnTopics(bootstrapServers, prefix)) {
            await().atMost(Duration.ofSeconds(20))
                    .until(() -> topics.event(account, AccountResumed.class).isPresent());
            assertThat(topics.event(large, GenerationSucceeded.class)).isEmpty();
        }
        await().atMost(Duration.ofSeconds(20))
                .until(() -> count("outbox_set_aside where event_id = $1 and why like '%larger%'", large) == 1);
        assertThat(count("outbox where event_id = $1", large)).isZero();
    }

    private static GenerationSucceeded succeeded(String id) {
        Credits credits = Credits.of(50);
        return new GenerationSucceeded(
                id,
                3,
                null,
                new RequestSummary("kling/v2-1-pro", null, Map.of(), "c0ffee"),
                new Submission(1, "main", "task-1", NOW),
                new Estimate(credits, credits),
                new Charge(credits, ChargeBasis.REPORTED),
                IntStream.range(0, 350)
                        .mapToObj(number ->
                                new Asset("https://files.example.com/" + number + "x".repeat(2000), "video", NOW))
                        .toList(),
                NOW);
    }

    private void store(String eventId, String tenant, KilnEvent event) throws JsonProcessingException {
        Tuple row = Tuple.of(
                eventId,
                EventType.of(event).typeName(),
                tenant,
                ContractJson.mapper().writeValueAsString(event));
        pool.preparedQuery("insert into outbox (event_id, event_type, event_time, tenant_id, data)"
                        + " values ($1, $2, now(), $3, $4::text::jsonb)")
                .execute(row)
                .toCompletionStage()
                .toCompletableFuture()
                .join();
    }

    private long count(String what, String eventId) {
        return pool.preparedQuery("select count(*) from " + what)
                .execute(Tuple.of(eventId))
                .toCompletionStage()
                .toCompletableFuture()
                .join()
                .iterator()
                .next()
                .getLong(0);
    }
}
