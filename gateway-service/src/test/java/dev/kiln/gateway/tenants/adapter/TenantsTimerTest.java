package dev.kiln.gateway.tenants.adapter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.kiln.contract.CloudEventsCodec;
import dev.kiln.contract.TenantSet;
import dev.kiln.contract.Topic;
import dev.kiln.gateway.GatewayTest;
import dev.kiln.gateway.TestTopics;
import java.time.Duration;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

@GatewayTest
class TenantsTimerTest {

    @Test
    void everyTenantIsInTheTopicOnceTheServiceHasStarted() {
        String topic = Topic.TENANTS.qualifiedName(TestTopics.prefix());
        CloudEventsCodec codec = new CloudEventsCodec(TestTopics.prefix());
        Awaitility.await()
                .atMost(Duration.ofSeconds(20))
                .untilAsserted(() -> assertThat(TestTopics.read(topic))
                        .extracting(record -> (TenantSet)
                                codec.read(record.headers(), record.value()).event())
                        .extracting(TenantSet::tenantId, TenantSet::weight)
                        .contains(tuple("acme", 1), tuple("globex", 1)));
    }
}
