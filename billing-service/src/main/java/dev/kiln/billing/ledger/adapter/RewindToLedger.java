package dev.kiln.billing.ledger.adapter;

import io.smallrye.common.annotation.Identifier;
import io.smallrye.reactive.messaging.kafka.KafkaConsumerRebalanceListener;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.jboss.logging.Logger;

/**
 * Goes back where the database has consumed less of a partition than Kafka remembers, as after a restore or with an empty
 * database: the ledger is complete again, and what it has already is passed over. Never goes forward.
 */
@ApplicationScoped
@Identifier("rewind-to-ledger")
class RewindToLedger implements KafkaConsumerRebalanceListener {

    private static final Logger LOG = Logger.getLogger(RewindToLedger.class);
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final String CONSUMED = "SELECT topic, partition, next_offset FROM working.consumed";

    private final Pool pool;

    RewindToLedger(Pool pool) {
        this.pool = pool;
    }

    @Override
    public void onPartitionsAssigned(Consumer<?, ?> consumer, Collection<TopicPartition> partitions) {
        if (partitions.isEmpty()) {
            return;
        }
        Map<TopicPartition, Long> consumed = consumed();
        Map<TopicPartition, OffsetAndMetadata> committed = consumer.committed(Set.copyOf(partitions));
        committed.forEach((partition, offset) -> {
            long known = consumed.getOrDefault(partition, 0L);
            if (offset != null && offset.offset() > known) {
                LOG.warnf("The ledger has %s up to %d only: consuming again from there", partition, known);
                consumer.seek(partition, known);
            }
        });
    }

    private Map<TopicPartition, Long> consumed() {
        Map<TopicPartition, Long> consumed = new HashMap<>();
        pool.query(CONSUMED)
                .execute()
                .await()
                .atMost(PATIENCE)
                .forEach(row -> consumed.put(
                        new TopicPartition(row.getString("topic"), row.getInteger("partition")),
                        row.getLong("next_offset")));
        return consumed;
    }
}
