package dev.kiln.dispatcher.intake.adapter;

import dev.kiln.contract.CloudEventsCodec;
import dev.kiln.contract.Topic;
import dev.kiln.dispatcher.DispatcherConfig;
import dev.kiln.dispatcher.budget.Budgets;
import dev.kiln.dispatcher.budget.BudgetsRead;
import dev.kiln.dispatcher.intake.TakeBudgets;
import dev.kiln.dispatcher.stop.Stopping;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.common.annotation.Identifier;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetResetStrategy;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.jboss.logging.Logger;

/**
 * Reads {@code billing.budgets} from its beginning to where it ended when the process began, whatever its group has read:
 * so the limits are known even to a database that was restored. Dead letters are the group's to write.
 */
@ApplicationScoped
public class BudgetsReader {

    private static final Logger LOG = Logger.getLogger(BudgetsReader.class);
    private static final Duration POLL = Duration.ofMillis(500);
    private static final Duration BROKER_ANSWERS_WITHIN = Duration.ofSeconds(10);
    private static final Duration AFTER_FAILURE = Duration.ofSeconds(1);

    private final Map<String, Object> broker;
    private final CloudEventsCodec codec;
    private final String topic;
    private final TakeBudgets take;
    private final Budgets budgets;
    private final BudgetsRead read;
    private final Stopping stopping;
    private final MeterRegistry meters;

    BudgetsReader(
            @Identifier("default-kafka-broker") Map<String, Object> broker,
            DispatcherConfig config,
            CloudEventsCodec codec,
            TakeBudgets take,
            Budgets budgets,
            BudgetsRead read,
            Stopping stopping,
            MeterRegistry meters) {
        this.broker = broker;
        this.codec = codec;
        this.topic = Topic.BILLING_BUDGETS.qualifiedName(config.topics().prefix());
        this.take = take;
        this.budgets = budgets;
        this.read = read;
        this.stopping = stopping;
        this.meters = meters;
    }

    void start(@Observes StartupEvent event) {
        Thread.ofPlatform().daemon().name("read-budgets").start(this::run);
    }

    /** Ends when all is read, or the service stops. */
    private void run() {
        while (!stopping.stopped()) {
            try {
                LOG.infof("nothing is claimed before the budgets of %s are read", topic);
                long records = readToEnd();
                if (!stopping.stopped()) {
                    budgets.recount();
                    read.finish();
                    LOG.infof("%d budget records of %s are read: claims begin", records, topic);
                }
                return;
            } catch (RuntimeException e) {
                meters.counter("kiln_dispatcher_consume_failures_total", "topic", Topic.BILLING_BUDGETS.baseName())
                        .increment();
                LOG.warnf("the budgets of %s cannot be read, so nothing is claimed; tried again: %s", topic, e);
                stopping.pause(AFTER_FAILURE);
            }
        }
    }

    private long readToEnd() {
        Map<String, Object> config = new HashMap<>(broker);
        config.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        config.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, OffsetResetStrategy.EARLIEST.toString());
        config.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
        config.put(ConsumerConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, (int) BROKER_ANSWERS_WITHIN.toMillis());
        config.remove(ConsumerConfig.GROUP_ID_CONFIG);
        config.remove(ConsumerConfig.GROUP_INSTANCE_ID_CONFIG);
        try (KafkaConsumer<String, byte[]> consumer =
                new KafkaConsumer<>(config, new StringDeserializer(), new ByteArrayDeserializer())) {
            List<TopicPartition> partitions = consumer.partitionsFor(topic).stream()
                    .map(partition -> new TopicPartition(topic, partition.partition()))
                    .toList();
            if (partitions.isEmpty()) {
                throw new IllegalStateException("there is no such topic");
            }
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
            long records = 0;
            while (!stopping.stopped()
                    && partitions.stream().anyMatch(partition -> consumer.position(partition) < ends.get(partition))) {
                var polled = consumer.poll(POLL);
                new IncomingBatch(Topic.BILLING_BUDGETS, polled, codec)
                        .envelopes()
                        .forEach(take::take);
                records += polled.count();
            }
            return records;
        }
    }
}
