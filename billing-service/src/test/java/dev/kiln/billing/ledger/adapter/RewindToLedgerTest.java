package dev.kiln.billing.ledger.adapter;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kiln.backends.BackendsTestResource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.smallrye.common.annotation.Identifier;
import jakarta.inject.Inject;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import javax.sql.DataSource;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(BackendsTestResource.class)
class RewindToLedgerTest {

    private static final TopicPartition BEHIND = new TopicPartition("rewound", 0);
    private static final TopicPartition LEVEL = new TopicPartition("rewound", 1);
    private static final TopicPartition AHEAD = new TopicPartition("rewound", 2);
    private static final TopicPartition UNKNOWN = new TopicPartition("rewound", 3);
    private static final TopicPartition FRESH = new TopicPartition("rewound", 4);

    @Inject
    @Identifier("rewind-to-ledger")
    RewindToLedger rewind;

    @Inject
    DataSource dataSource;

    @Test
    void goesBackToWhatTheLedgerHasAndNeverForward() throws SQLException {
        new LedgerTables(dataSource)
                .execute(
                        "INSERT INTO working.consumed VALUES ('rewound', 0, 5), ('rewound', 1, 9), ('rewound', 2, 12)");
        List<TopicPartition> partitions = List.of(BEHIND, LEVEL, AHEAD, UNKNOWN, FRESH);
        try (MockConsumer<String, byte[]> consumer = new MockConsumer<>("earliest")) {
            consumer.assign(partitions);
            partitions.forEach(partition -> {
                consumer.updateBeginningOffsets(Map.of(partition, 0L));
                consumer.updateEndOffsets(Map.of(partition, 20L));
            });
            consumer.commitSync(Map.of(
                    BEHIND, new OffsetAndMetadata(9),
                    LEVEL, new OffsetAndMetadata(9),
                    AHEAD, new OffsetAndMetadata(9),
                    UNKNOWN, new OffsetAndMetadata(9)));

            rewind.onPartitionsAssigned(consumer, partitions);

            assertThat(partitions.stream().map(consumer::position)).containsExactly(5L, 9L, 9L, 0L, 0L);
        }
    }
}
