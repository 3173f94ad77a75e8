package dev.kiln.billing.announce.adapter;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kiln.backends.BackendsTestResource;
import dev.kiln.billing.KafkaSide;
import dev.kiln.contract.BudgetsSet;
import dev.kiln.contract.ContractJson;
import dev.kiln.contract.Envelope;
import dev.kiln.contract.Topic;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import javax.sql.DataSource;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(BackendsTestResource.class)
class PgOutboxTest {

    /** Until when another replica is at it. */
    private static final String FREE = "-infinity";

    private static final String ELSEWHERE = "infinity";

    private final KafkaSide kafka = new KafkaSide();
    private final String tenant = "t-" + UUID.randomUUID();
    private final String other = "t-" + UUID.randomUUID();

    @Inject
    DataSource dataSource;

    @AfterEach
    void close() {
        kafka.close();
    }

    @Test
    void aTenantsBudgetsWaitForThoseThatAnotherReplicaIsSending() throws Exception {
        waiting(tenant, 1, ELSEWHERE);
        waiting(tenant, 2, FREE);
        waiting(other, 1, FREE);

        assertThat(said(other, 1)).containsExactly(1L);
        execute("UPDATE working.outbox SET leased_until = '-infinity' WHERE record_key = ?", tenant);

        assertThat(said(tenant, 2)).containsExactly(1L, 2L);
    }

    private List<Long> said(String by, int count) {
        return kafka.await(Topic.BILLING_BUDGETS.qualifiedName(kafka.prefix()), by, count).stream()
                .map(record -> kafka.codec().read(record.headers(), record.value()))
                .map(envelope -> ((BudgetsSet) envelope.event()).revision())
                .toList();
    }

    private void waiting(String by, long revision, String leasedUntil) throws Exception {
        BudgetsSet set = new BudgetsSet(by, revision, ZoneOffset.UTC, List.of());
        ProducerRecord<String, byte[]> record = kafka.codec()
                .write(new Envelope("budgets." + by + "." + revision, Envelope.BILLING, Instant.EPOCH, by, set));
        Map<String, String> headers = new HashMap<>();
        record.headers()
                .forEach(header -> headers.put(header.key(), new String(header.value(), StandardCharsets.UTF_8)));
        execute(
                """
                INSERT INTO working.outbox (id, event_id, topic, record_key, headers, payload, created_at, leased_until)
                VALUES (nextval('working.outbox_id'), ?, ?, ?, ?, ?, now(), ?::timestamptz)""",
                "budgets." + by + "." + revision,
                record.topic(),
                by,
                ContractJson.mapper().writeValueAsString(headers),
                record.value(),
                leasedUntil);
    }

    private void execute(String sql, Object... parameters) throws SQLException {
        try (Connection connection = dataSource.getConnection();
                PreparedStatement statement = connection.prepareStatement(sql)) {
            for (int i = 0; i < parameters.length; i++) {
                statement.setObject(i + 1, parameters[i]);
            }
            statement.executeUpdate();
        }
    }
}
