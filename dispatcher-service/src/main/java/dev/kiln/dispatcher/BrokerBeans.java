package dev.kiln.dispatcher;

import dev.kiln.contract.CloudEventsCodec;
import dev.kiln.dispatcher.announce.adapter.OutboxRelay;
import dev.kiln.dispatcher.deadletter.DeadLetters;
import dev.kiln.dispatcher.deadletter.adapter.KafkaDeadLetters;
import dev.kiln.dispatcher.restore.History;
import dev.kiln.dispatcher.restore.adapter.KafkaHistory;
import dev.kiln.dispatcher.stop.Hold;
import dev.kiln.dispatcher.task.Outbox;
import io.micrometer.core.instrument.MeterRegistry;
import io.smallrye.common.annotation.Identifier;
import io.smallrye.reactive.messaging.MutinyEmitter;
import io.smallrye.reactive.messaging.kafka.KafkaClientService;
import jakarta.enterprise.inject.Disposes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.eclipse.microprofile.reactive.messaging.Channel;

/** Makes beans of what speaks to Kafka. */
@Singleton
class BrokerBeans {

    private final DispatcherConfig config;

    BrokerBeans(DispatcherConfig config) {
        this.config = config;
    }

    @Produces
    @Singleton
    Admin admin(@Identifier("default-kafka-broker") Map<String, Object> kafka) {
        Map<String, Object> settings = new HashMap<>(kafka);
        settings.keySet().retainAll(AdminClientConfig.configNames());
        settings.put(AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, 2000);
        settings.put(AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, 5000);
        return Admin.create(settings);
    }

    @Produces
    @Singleton
    History history(
            Admin admin, @Identifier("default-kafka-broker") Map<String, Object> kafka, CloudEventsCodec codec) {
        return new KafkaHistory(admin, kafka, config.topics().prefix(), codec);
    }

    void close(@Disposes Admin admin) {
        admin.close();
    }

    @Produces
    @Singleton
    CloudEventsCodec codec() {
        return new CloudEventsCodec(config.topics().prefix());
    }

    @Produces
    @Singleton
    DeadLetters deadLetters(
            @Channel("dead-letters") MutinyEmitter<ProducerRecord<String, byte[]>> emitter, MeterRegistry meters) {
        return new KafkaDeadLetters(emitter, config.topics().prefix(), meters);
    }

    @Produces
    @Singleton
    OutboxRelay relay(
            Outbox outbox,
            @Channel("outbox") MutinyEmitter<byte[]> opensTheChannel,
            KafkaClientService clients,
            CloudEventsCodec codec,
            Hold hold,
            MeterRegistry meters) {
        return new OutboxRelay(outbox, () -> clients.getProducer("outbox"), codec, hold, meters);
    }
}
